import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parsePolicy } from '../../functions/policy/read-policy.ts';
import { creationTemplateFaults, repositoryFaults } from '../../functions/policy/repository-faults.ts';
import { writtenOptions } from '../../functions/policy/repository-options.ts';
import { someOptions } from '../support/repository-options.ts';
import { errorOf } from './fixtures.ts';

const policyWith = (entries: object): string =>
  stringify({
    operators: { email: 'platform@tallyman.dev' },
    receivers: { platform: { slack: { channel: 'C0PLATFORM' } } },
    routes: [{ to: 'platform', otherwise: true }],
    ...entries,
  });
const read = (entries: object) => parsePolicy(policyWith(entries), 'tallyman.yaml', { placeholders: 'refused' });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what a construct takes, the policy file takes, and means the same by it', () => {
  fc.assert(
    fc.property(someOptions, (options) => {
      const { repositories } = read({ repositories: { 'payments/api': writtenOptions(options) } });
      expect(plain(repositories['payments/api'])).toEqual(plain(options));
    }),
  );
});

test('so does a creation template', () => {
  fc.assert(
    fc.property(someOptions, (options) => {
      const template = { ...options, appliedFor: ['create-on-push', 'replication'] as const };
      const { creationTemplates } = read({ 'creation-templates': { 'team/': writtenOptions(template) } });
      expect(plain(creationTemplates['team/'])).toEqual(plain(template));
    }),
  );
});

describe('what the policy file refuses, a construct refuses in the same words', () => {
  test.each([
    [{ mutableTags: [{ tag: '*', reason: 'all' }] }, '"*" makes every tag mutable'],
    [{ pushBy: ['*'] }, 'a push is by roles that are named one by one'],
    [{ pullFrom: {} }, 'is empty, which may mean nobody or everybody'],
    [{ keep: {} }, 'nothing would ever be deleted'],
    [{ keep: { archivedDays: 89 } }, '"89d" is no time to keep archived images'],
    [{ keep: { untaggedDays: 1.5 } }, '"1.5d" is no time to keep untagged images'],
    [{ keep: { images: 0 } }, '"0" is no number of images'],
    [{ keep: { tags: { 'v*': { images: 1, days: 1 } } } }, 'has images and days'],
    [{ encryption: 'none' }, 'did you mean "aes-256"?'],
    [{ tags: { 'aws:x': 'y' } }, '"aws:x" is no key of an AWS tag'],
  ])('%j', (options, expected) => {
    const [fault, ...others] = repositoryFaults('payments/api', options);
    expect(others).toEqual([]);
    expect(fault).toContain(expected);
    const text = policyWith({ repositories: { 'payments/api': writtenOptions(options) } });
    expect(errorOf(text)?.problems.map(({ message }) => message)).toEqual([fault]);
  });

  test('a name, and a prefix', () => {
    expect(repositoryFaults('Payments', {})).toEqual([expect.stringContaining('is no name of a repository')]);
    expect(creationTemplateFaults('Team/', { appliedFor: ['replication'] })).toEqual([
      expect.stringContaining('is no prefix of repositories'),
    ]);
    expect(creationTemplateFaults('team/', { appliedFor: [] })).toEqual([expect.stringContaining('applied-for')]);
  });
});

test('more tags than AWS takes, and more rules', () => {
  const many = (count: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
  const rules = many(51, { days: 1 }) as Record<string, { days: number }>;
  const tags = many(50, 'v') as Record<string, string>;
  expect(repositoryFaults('a/b', { tags })).toEqual([]);
  expect(repositoryFaults('a/b', { tags, owner: 'me' })).toEqual([expect.stringContaining('here are 51')]);
  expect(repositoryFaults('a/b', { keep: { tags: rules } })).toEqual([expect.stringContaining('makes 51 rules')]);
});

test('sources are sorted, and of repositories that have one', () => {
  const source = 'https://github.com/acme/api/commit/{tag}';
  const { policy } = read({ repositories: { 'b/b': { source }, 'c/c': {}, 'a/a': { source } } });
  expect(policy.sources).toEqual(['a/a', 'b/b'].map((repository) => ({ repository, template: source })));
});

test('the history of tags is kept for 400 days, or as the file says', () => {
  expect(read({}).policy.tagHistoryDays).toBe(400);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 }), (days) => {
      const text = policyWith({ 'tag-history': `${days}d` });
      if (days < 30 || days > 3_650) expect(errorOf(text)?.message).toContain(`"${days}d" is no time`);
      else expect(read({ 'tag-history': `${days}d` }).policy.tagHistoryDays).toBe(days);
    }),
  );
});
