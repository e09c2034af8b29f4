import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlob } from '../../functions/policy/globs.ts';
import { wildcards } from '../../infra/wildcards.ts';

const someName = fc.constantFrom('a', 'ab', 'b', 'team-a', 'api', 'a.b', 'a_b');
const someSegment = fc.oneof(someName, fc.constantFrom('**', '*', 'a*', '*a', 'team-*', '*-*'));
const joined = (segment: fc.Arbitrary<string>) =>
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

/** As EventBridge and IAM match: `*` is any run of characters. */
const matches = (wildcard: string, name: string): boolean =>
  new RegExp(`^${wildcard.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name);

test('what a glob of the policy matches, one of its wildcards matches', () => {
  fc.assert(
    fc.property(joined(someSegment), joined(someName), (glob, repository) => {
      fc.pre(new RegExp(compileGlob(glob).regex).test(repository));
      expect(wildcards([glob]).some((wildcard) => matches(wildcard, repository))).toBe(true);
    }),
  );
});

test('a wildcard never has two asterisks in a row, which EventBridge refuses', () => {
  fc.assert(
    fc.property(fc.array(joined(someSegment)), (globs) => {
      expect(wildcards(globs).filter((wildcard) => wildcard.includes('**'))).toEqual([]);
    }),
  );
});

test.each([
  ['**', ['*']],
  ['base/node', ['base/node']],
  ['payments/**', ['payments/*']],
  ['**/api', ['api', '*/api']],
  ['a/**/b', ['a/b', 'a/*/b']],
  ['team-*/api', ['team-*/api']],
])('%s is %j', (glob, expected) => {
  expect(wildcards([glob])).toEqual(expected);
});
