import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob, globFault } from '../../functions/policy/globs.ts';
import { REPOSITORY_NAME } from '../../functions/policy/repository-names.ts';
import { scanFilterFault, scanFilters } from '../../functions/policy/scan-filters.ts';

/** As ECR reads a filter: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html */
const fits = (filter: string, name: string): boolean =>
  filter.includes('*')
    ? new RegExp(`^${filter.split('*').map(RegExp.escape).join('.*')}$`).test(name)
    : name.includes(filter);

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
const TAKEN = /^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/;

const matches = (glob: string, name: string): boolean => new RegExp(compileGlob(glob).regex).test(name);

test.each([
  ['**', ['*'], null],
  ['prod/**', ['prod/*'], null],
  ['prod/*', ['prod/*'], 'prod/x/y'],
  ['team-*', ['team-*'], 'team-x/y'],
  ['*', ['*'], 'x/y'],
  ['*/api', ['*/api'], 'x/y/api'],
  ['base/node', ['ba*se/node'], 'baxse/node'],
  ['prod', ['pr*od'], 'prxod'],
  ['a--b', ['a-*-b'], 'a-x-b'],
  ['a/b', ['a*/b'], 'ax/b'],
] as const)('%s becomes %j, which also fits %s', (glob, filters, alsoFits) => {
  expect(scanFilters([glob])).toEqual(filters.map((filter) => ({ glob, filter, alsoFits })));
});

test('a glob whose ** may stand for no part becomes two filters', () => {
  expect(scanFilters(['prod/**/api'])).toEqual([
    { glob: 'prod/**/api', filter: 'pr*od/api', alsoFits: 'prxod/api' },
    { glob: 'prod/**/api', filter: 'prod/*/api', alsoFits: null },
  ]);
});

test('what another glob of the list fits is no surprise, and what another filter covers is left out', () => {
  expect(scanFilters(['prod/*', 'prod/**'])).toEqual([{ glob: 'prod/*', filter: 'prod/*', alsoFits: null }]);
  expect(scanFilters(['prod/api', 'prod/a-*', 'prod/**', 'a.b', 'axb-*'])).toEqual([
    { glob: 'prod/**', filter: 'prod/*', alsoFits: null },
    { glob: 'a.b', filter: 'a*.b', alsoFits: 'ay.b' },
    { glob: 'axb-*', filter: 'axb-*', alsoFits: 'axb-y/z' },
  ]);
});

test('what only more parts than another glob has fits is a surprise too', () => {
  expect(scanFilters(['*/*', '*'])).toEqual([{ glob: '*', filter: '*', alsoFits: 'x/y/z' }]);
  expect(scanFilters(['*.b', '*/*']).map(({ alsoFits }) => alsoFits)).toEqual(['x/y/z.b', 'x/x/y']);
});

test('letters of a glob are not tried on another', () => {
  expect(scanFilters(['x/*', 'x/y/**'])).toEqual([{ glob: 'x/*', filter: 'x/*', alsoFits: 'x/z/a' }]);
});

describe('any list of globs', () => {
  const anyPart = fc.stringMatching(/^[ab]([.-]?[ab]|__[ab]){0,2}$/);
  const anyName = fc.array(anyPart, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
  const anyGlobPart = fc.oneof(anyPart, fc.constantFrom('*', '**', 'a-*', '*.b', 'a--b', 'b---a'));
  const anyGlob = fc.array(anyGlobPart, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const anyGlobs = fc.array(anyGlob, { minLength: 1, maxLength: 3 });

  test('becomes filters that ECR takes, and that fit whatever it fits', () => {
    fc.assert(
      fc.property(anyGlobs, anyName, (globs, name) => {
        const filters = scanFilters(globs).map(({ filter }) => filter);
        expect(filters.filter((filter) => !TAKEN.test(filter))).toEqual([]);
        if (globs.some((glob) => matches(glob, name))) expect(filters.some((filter) => fits(filter, name))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('fits no more than its filters say by an example', () => {
    fc.assert(
      fc.property(anyGlobs, anyName, (globs, name) => {
        const exact = scanFilters(globs).filter(({ alsoFits }) => alsoFits === null);
        if (exact.some(({ filter }) => fits(filter, name)))
          expect(globs.some((glob) => matches(glob, name))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('has examples that are names, that their filter fits, and that none of its globs does', () => {
    fc.assert(
      fc.property(anyGlobs, (globs) => {
        for (const { filter, alsoFits } of scanFilters(globs)) {
          if (alsoFits === null) continue;
          expect([REPOSITORY_NAME.test(alsoFits), fits(filter, alsoFits)]).toEqual([true, true]);
          expect(globs.filter((glob) => matches(glob, alsoFits))).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a glob is refused if and only if a filter of it would be', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a*._/-]{1,8}$/), (glob) => {
      fc.pre(globFault('repository', glob) === null);
      const isTaken = scanFilters([glob]).every(({ filter }) => TAKEN.test(filter));
      expect(scanFilterFault(glob) === null).toBe(isTaken);
    }),
    { numRuns: 2_000 },
  );
});

test('the longest filter that ECR takes has 255 characters, one of them a *', () => {
  expect(scanFilterFault('a'.repeat(254))).toBeNull();
  expect(scanFilterFault('a'.repeat(255))).toContain('is too long for ECR, which takes 255 characters');
});
