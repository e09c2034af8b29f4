import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, fitsAll, globFault } from '../../functions/policy/globs.ts';

const matches = (glob: string, name: string): boolean => new RegExp(compileGlob(glob).regex).test(name);

test.each([
  ['payments/**', 'payments/api', true],
  ['payments/**', 'payments/api/v2', true],
  ['payments/**', 'payments', false],
  ['payments/**', 'other/payments/api', false],
  ['payments/*', 'payments/api', true],
  ['payments/*', 'payments/api/v2', false],
  ['**', 'payments', true],
  ['**', 'payments/api/v2', true],
  ['*', 'payments/api', false],
  ['**/api', 'api', true],
  ['**/api', 'a/b/api', true],
  ['**/api', 'a/myapi', false],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['v1.*', 'v1.2', true],
  ['v1.*', 'v102', false],
  ['*.*', '1.', true],
  ['api', 'API', false],
  ['api', 'my-api', false],
])('%s on %s: %s', (glob, name, fits) => {
  expect(matches(glob, name)).toBe(fits);
});

/** What the documentation says, as slowly as it says it. */
const fitsPath = ([glob, ...globs]: readonly string[], names: readonly string[]): boolean => {
  const [name, ...rest] = names;
  if (glob === undefined) return name === undefined;
  if (glob === '**' && globs.length === 0) return name !== undefined;
  if (glob === '**') return fitsPath(globs, names) || (name !== undefined && fitsPath([glob, ...globs], rest));
  return name !== undefined && fitsPart([...glob], [...name]) && fitsPath(globs, rest);
};

const fitsPart = ([sign, ...signs]: readonly string[], letters: readonly string[]): boolean => {
  const [letter, ...rest] = letters;
  if (sign === undefined) return letter === undefined;
  if (sign === '*') return fitsPart(signs, letters) || (letter !== undefined && fitsPart([sign, ...signs], rest));
  return sign === letter && fitsPart(signs, rest);
};

const anyPart = fc.stringMatching(/^[ab]([.-]?[ab]){0,2}$/);
const anyName = fc.array(anyPart, { minLength: 1, maxLength: 4 });
const anyGlobPart = fc.oneof(
  anyPart,
  fc.constant('*'),
  fc.constant('**'),
  fc.stringMatching(/^\*?[ab](\*?[ab.-]){0,2}\*?$/),
);
const anyGlob = fc.array(anyGlobPart, { minLength: 1, maxLength: 4 });

test('a glob fits the names that a slow reading of its parts says it fits', () => {
  fc.assert(
    fc.property(anyGlob, anyName, (glob, name) => {
      expect(matches(glob.join('/'), name.join('/'))).toBe(fitsPath(glob, name));
    }),
    { numRuns: 2_000 },
  );
});

test('a name fits itself', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(matches(name.join('/'), name.join('/'))).toBe(true);
    }),
  );
});

const anyTagGlob = fc.stringMatching(/^\*?[ab](\*?[ab.-]){0,3}\*?$|^\*$/);
const anyTag = fc.stringMatching(/^[ab][ab.-]{0,6}$/);

describe('a glob that takes all that another takes', () => {
  test.each([
    ['*', 'api-*', true],
    ['**', '*', true],
    ['*', '**', true],
    ['api-*', 'api-v1-*', true],
    ['api-*', 'api-', true],
    ['api-*', '*', false],
    ['api-v1-*', 'api-*', false],
    ['*-dev', 'api-*', false],
    ['*-*', 'api-*', true],
    ['api-1', 'api-*', false],
  ])('%s of %s: %s', (wide, narrow, all) => {
    expect(fitsAll(wide, narrow)).toBe(all);
  });

  test('takes each of them', () => {
    fc.assert(
      fc.property(anyTagGlob, anyTagGlob, anyTag, (wide, narrow, tag) => {
        if (fitsAll(wide, narrow) && matches(narrow, tag)) expect(matches(wide, tag)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('and one that does not leaves one of them', () => {
    fc.assert(
      fc.property(anyTagGlob, anyTagGlob, (wide, narrow) => {
        const left = narrow.replaceAll('*', 'x');
        if (!fitsAll(wide, narrow)) expect([matches(narrow, left), matches(wide, left)]).toEqual([true, false]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a glob that is no fault', () => {
  test.each([
    ['repository', '**'],
    ['repository', 'a/*/b-*/**'],
    ['repository', 'a_b.c/d__e'],
    ['repository', 'a'.repeat(256)],
    ['tag', 'v1.*'],
    ['tag', 'Release_*'],
    ['tag', '**'],
  ] as const)('as a %s: %s', (kind, glob) => {
    expect(globFault(kind, glob)).toBeNull();
  });
});

test.each(['./api', '../api', 'a/./b', 'a//b', '/a', 'a/'])(
  'a glob with a part that no name has is a fault: %s',
  (glob) => {
    expect(globFault('repository', glob)?.message).toContain('empty or only dots');
  },
);

test('whatever is written as a glob is either refused, or compiles to an expression that needs no library', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (glob) => {
      if (globFault('repository', glob) === null) expect(matches(glob, glob.replaceAll('*', 'a'))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
