import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../functions/policy/read-policy.ts';
import { errorOf } from './fixtures.ts';

const policyWith = (globs: readonly string[], ignore: string): string => `operators: { email: platform@tallyman.dev }
receivers: { platform: { slack: { channel: C0PLATFORM } } }
routes: [{ to: platform, otherwise: true }]
ignore: ${JSON.stringify(ignore)}
lineages: { platform/monorepo: ${JSON.stringify(globs)} }
`;

const anyGlob = fc.stringMatching(/^\*?[ab]{1,2}\*?$|^\*$/);
const anyTag = fc.stringMatching(/^[ab]{1,4}$/);

/** A glob as the documentation says it. */
const fits = (glob: string, tag: string): boolean => new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(tag);

/** Which lineage a tag is of; -1 is the rest, undefined where it is ignored. */
const lineageOf = (globs: readonly string[], ignore: string, tag: string): number | undefined =>
  fits(ignore, tag) ? undefined : globs.findIndex((glob) => fits(glob, tag));

test('a split that is accepted leaves each of its lineages a tag, the rest included', () => {
  fc.assert(
    fc.property(fc.array(anyGlob, { minLength: 1, maxLength: 3 }), anyGlob, (globs, ignore) => {
      fc.pre(errorOf(policyWith(globs, ignore)) === null);
      // A star that stands for another letter in each glob gives every glob a tag that only it can have.
      const tags = [...globs.map((glob) => glob.replaceAll('*', 'x')), 'y'];
      expect(tags.map((tag) => lineageOf(globs, ignore, tag))).toEqual([...globs.keys(), -1]);
    }),
    { numRuns: 500 },
  );
});

test('a glob that is refused has no tag of its own, or leaves none', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyGlob, { minLength: 1, maxLength: 3 }),
      anyGlob.filter((glob) => glob !== '*'),
      fc.array(anyTag, { maxLength: 20 }),
      (globs, ignore, tags) => {
        const refused = (errorOf(policyWith(globs, ignore))?.problems ?? []).map(({ message }) => message);
        const idle = globs.filter((glob) => refused.some((message) => message.startsWith(`"${glob}" would be`)));
        const used = tags.map((tag) => globs[lineageOf(globs, ignore, tag) ?? -1]);
        expect(idle.filter((glob) => used.includes(glob))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test('globs keep their order, which decides', () => {
  const { policy } = parsePolicy(policyWith(['api-v1-*', 'api-*'], 'pr-*'), 'tallyman.yaml', {
    placeholders: 'refused',
  });

  expect(policy.lineages.map(({ repository, tags }) => [repository, tags.map(({ glob }) => glob)])).toEqual([
    ['platform/monorepo', ['api-v1-*', 'api-*']],
  ]);
});
