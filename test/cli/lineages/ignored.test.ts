import { expect, test } from 'vitest';
import { ignoredTags } from '../../../cli/lineages/ignored.ts';
import { aDigest, aPattern, aPolicy } from '../../support/builders.ts';

test('a tag is ignored by the first glob that it fits; one that fits none is not listed', () => {
  const policy = aPolicy({ ignore: ['pr-*', '*-test', 'never-*'].map(aPattern) });
  const image = { digest: aDigest(), pushedAt: '2026-11-11T08:00:00.000Z', isIndex: false };
  expect(
    ignoredTags(policy, [
      { ...image, tags: ['pr-2-test', 'v1.4.2'] },
      { ...image, tags: ['main-test', 'pr-1'] },
    ]),
  ).toEqual([
    { glob: 'pr-*', tags: ['pr-2-test', 'pr-1'] },
    { glob: '*-test', tags: ['main-test'] },
  ]);
});
