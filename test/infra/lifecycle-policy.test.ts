import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeepOptions } from '../../functions/policy/repository-options.ts';
import { DEFAULT_KEEP, lifecyclePolicy } from '../../infra/constructs/lifecycle-policy.ts';
import { lifecycleSurprises } from '../../infra/constructs/lifecycle-surprises.ts';
import { lifecycleFaults } from '../support/lifecycle-grammar.ts';
import { someKeep } from '../support/repository-options.ts';

const FULL: KeepOptions = {
  untaggedDays: 7,
  images: 50,
  tags: { 'release-*': { images: 200 }, 'pr-*': { days: 14 } },
  archiveAfterDays: 90,
  archivedDays: 365,
};

const textOf = (keep: KeepOptions): string => JSON.stringify(lifecyclePolicy(keep));

test('by default untagged images go after 7 days, and nothing else', () => {
  expect(lifecyclePolicy(DEFAULT_KEEP)).toEqual({
    rules: [
      {
        rulePriority: 1,
        description: 'untagged: deleted 7 days after its push',
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
        action: { type: 'expire' },
      },
    ],
  });
});

test('one rule a tag in the order of the file, then untagged, then the catch-alls', () => {
  const days = (countType: string, countNumber: number) => ({ countType, countUnit: 'days', countNumber });
  const newest = (countNumber: number) => ({ countType: 'imageCountMoreThan', countNumber });
  const archive = { type: 'transition', targetStorageClass: 'archive' };
  expect(lifecyclePolicy(FULL).rules.map(({ selection, action }) => [selection, action])).toEqual([
    [{ tagStatus: 'tagged', tagPatternList: ['release-*'], ...newest(200) }, { type: 'expire' }],
    [{ tagStatus: 'tagged', tagPatternList: ['pr-*'], ...days('sinceImagePushed', 14) }, { type: 'expire' }],
    [{ tagStatus: 'untagged', ...days('sinceImagePushed', 7) }, { type: 'expire' }],
    [{ tagStatus: 'tagged', tagPatternList: ['*'], ...days('sinceImagePulled', 90) }, archive],
    [{ tagStatus: 'any', ...newest(50) }, { type: 'expire' }],
    [{ tagStatus: 'any', storageClass: 'archive', ...days('sinceImageTransitioned', 365) }, { type: 'expire' }],
  ]);
});

test('archive-after alone is for whatever no rule before it is for, with a tag or without', () => {
  expect(lifecyclePolicy({ archiveAfterDays: 90 }).rules).toMatchObject([{ selection: { tagStatus: 'any' } }]);
});

test('each rule says what it does', () => {
  expect(lifecyclePolicy(FULL).rules.map(({ description }) => description)).toEqual([
    'release-*: the newest 200 are kept, the rest is deleted',
    'pr-*: deleted 14 days after its push',
    'untagged: deleted 7 days after its push',
    'any other tag: archived 90 days after its last pull',
    'all else: the newest 50 are kept, the rest is deleted',
    'archived: deleted 365 days after it was archived',
  ]);
});

test('whatever the policy file takes is text that ECR takes', () => {
  fc.assert(
    fc.property(someKeep, (keep) => {
      expect(lifecycleFaults(textOf(keep))).toEqual([]);
    }),
  );
});

test('so is the most that there can be', () => {
  const name = (index: number) => `${index}-`.padEnd(127, 'x');
  const tags = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`${name(index)}*`, { images: 100_000 }]));
  const text = textOf({ ...FULL, tags });
  expect(lifecyclePolicy({ ...FULL, tags }).rules).toHaveLength(50);
  expect(lifecycleFaults(text)).toEqual([]);
});

describe('the grammar', () => {
  const [first, , untagged, unpulled, rest, archived] = lifecyclePolicy(FULL).rules;
  const mended = (rule: unknown, selection: object, action: object = {}) => {
    const { selection: before, action: did, ...whole } = rule as NonNullable<typeof first>;
    return { ...whole, selection: { ...before, ...selection }, action: { ...did, ...action } };
  };

  test.each([
    ['a second pattern list', [mended(first, { tagPrefixList: ['v'] })]],
    ['tagged without a list', [mended(first, { tagPatternList: undefined })]],
    ['a list of untagged', [mended(untagged, { tagPatternList: ['v*'] })]],
    ['five stars', [mended(first, { tagPatternList: ['*a*b*c*d*'] })]],
    ['a unit of a count', [mended(rest, { countUnit: 'days' })]],
    ['days without a unit', [mended(untagged, { countUnit: undefined })]],
    ['a count of none', [mended(rest, { countNumber: 0 })]],
    ['expiry by pull', [{ ...unpulled, action: { type: 'expire' } }]],
    ['an archive without its target', [{ ...unpulled, action: { type: 'transition' } }]],
    ['89 days of archive', [mended(archived, { countNumber: 89 })]],
    ['the archive by push', [mended(untagged, { storageClass: 'archive' })]],
    ['no storage class of the archive', [mended(archived, { storageClass: undefined })]],
    [
      'any that is not last',
      [
        { ...rest, rulePriority: 1 },
        { ...untagged, rulePriority: 2 },
      ],
    ],
    ['two of any', [rest, { ...mended(unpulled, { tagStatus: 'any', tagPatternList: undefined }), rulePriority: 9 }]],
    ['one pattern twice', [first, { ...first, rulePriority: 9 }]],
    ['one priority twice', [first, { ...untagged, rulePriority: 1 }]],
    ['no rule', []],
    ['a key that nobody knows', [{ ...first, note: 'x' }]],
  ])('refuses %s', (_, rules) => {
    expect(lifecycleFaults(JSON.stringify({ rules: JSON.parse(JSON.stringify(rules)) }))).not.toEqual([]);
  });
});

describe('a surprise', () => {
  const mutableTags = [{ tag: 'latest', reason: 'newest' }];

  test.each([
    [
      'what a mutable tag leaves behind goes while it runs',
      { mutableTags },
      [/^untagged: 7d deletes .* by its digest/],
    ],
    ['it may stay for long', { mutableTags, keep: { untaggedDays: 90 } }, []],
    [
      'the newest alone are kept, whatever runs',
      { keep: { images: 50, tags: { 'pr-*': { days: 7 } } } },
      [/^images: 50 /],
    ],
    ['what runs has a rule of its own', { keep: { images: 50, tags: { 'v*': { images: 9 } } } }, []],
    ['the archive takes what images would', { keep: FULL }, [/so images: 50 deletes nothing$/]],
    [
      'the archive leaves to images what has no tag',
      { keep: { images: 50, archiveAfterDays: 90 } },
      [/so images: 50 counts and deletes those without a tag alone$/],
    ],
    ['the defaults have none', {}, []],
  ])('%s', (_, options, expected) => {
    expect(lifecycleSurprises(options)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});
