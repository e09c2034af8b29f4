import { describe, expect, test } from 'vitest';
import { hasManyTags, lineagesOf, linesOf } from '../../../functions/core/domain/lineage.ts';
import { aPattern, aPolicy } from '../../support/builders.ts';

const repository = 'payments/api';
const lines = (tags: readonly string[], { policy = aPolicy(), lineage = repository, hadTags = false } = {}) =>
  linesOf(policy, lineage, { repository, tags }, hadTags);

describe('lines', () => {
  test.each([
    ['v1.4.2', 'v*.*.*'],
    ['pr-41', 'pr-*'],
    ['3f9c2ab', '*'],
    ['3F9C2AB', '*'],
    ['main-3f9c2ab1d0', 'main-*'],
    ['1572471135', '*'],
    ['prod', 'prod'],
    ['release-2026-11-21', 'release-*-*-*'],
    ['abcdef', 'abcdef'],
  ])('tag %s is in line %s', (tag, line) => {
    expect(lines([tag])).toEqual([line]);
  });

  test('tags of one shape are one line', () => {
    expect(lines(['v1.4.2', 'v1.4.3', 'prod'])).toEqual(['v*.*.*', 'prod']);
  });

  test('an image that never had a tag is in the line untagged, one that lost its tags in none', () => {
    expect(lines([])).toEqual(['untagged']);
    expect(lines([], { hadTags: true })).toEqual([]);
  });

  test('ignored tags make no line', () => {
    const policy = aPolicy({ ignore: [aPattern('pr-*')] });
    expect(lines(['pr-41', 'v1'], { policy })).toEqual(['v*']);
    expect(lines(['pr-41'], { policy })).toEqual([]);
  });

  test('some can have many tags', () => {
    expect(['v*.*.*', 'prod', 'untagged'].map(hasManyTags)).toEqual([true, false, false]);
  });
});

describe('a repository that is split', () => {
  const policy = aPolicy({
    lineages: [
      { repository, tags: ['web-*', 'web-beta-*', 'job-*'].map(aPattern) },
      { repository: 'web/shop', tags: [aPattern('v*')] },
    ],
  });

  test('is one lineage for each pattern, and one for the rest', () => {
    expect(lineagesOf(policy, repository)).toEqual([
      'payments/api',
      'payments/api:web-*',
      'payments/api:web-beta-*',
      'payments/api:job-*',
    ]);
    expect(lineagesOf(policy, 'payments/web')).toEqual(['payments/web']);
  });

  test('has each tag in one lineage: that of the first pattern it fits', () => {
    const tags = ['web-1', 'web-beta-2', 'job-3', 'v4'];
    expect(lineagesOf(policy, repository).map((lineage) => lines(tags, { policy, lineage }))).toEqual([
      ['v*'],
      ['web-*', 'web-beta-*'],
      [],
      ['job-*'],
    ]);
  });

  test('has its images without tags among the rest', () => {
    expect(lines([], { policy })).toEqual(['untagged']);
    expect(lines([], { policy, lineage: 'payments/api:web-*' })).toEqual([]);
  });
});
