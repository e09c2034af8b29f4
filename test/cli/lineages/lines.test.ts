import { describe, expect, test } from 'vitest';
import { type Lineage, lineageNow } from '../../../cli/lineages/lines.ts';
import type { Head } from '../../../functions/core/domain/lineage.ts';
import type { LineageItem } from '../../../functions/core/ports/lineages.ts';
import type { Manifest } from '../../../functions/core/ports/registry.ts';
import { aDigest, aHead, aLineageItem, aPattern, aPolicy } from '../../support/builders.ts';

const AT = '2026-11-21T08:00:00.000Z';

const aManifest = (digit: string, ...tags: string[]): Manifest => ({
  digest: aDigest(digit),
  tags,
  pushedAt: `2026-11-1${digit}T08:00:00.000Z`,
  isIndex: false,
});

const anItem = (...heads: Head[]): LineageItem => aLineageItem({ heads });

const now = (
  tagged: readonly Manifest[],
  item: LineageItem | null = null,
  { policy = aPolicy(), lineage = 'payments/api' } = {},
): Lineage => lineageNow({ policy, repository: 'payments/api', tagged, at: AT }, lineage, item);

const summary = ({ lines }: Lineage) =>
  lines.map(({ line, count, shown }) => [line, count, ...shown.map(({ tags, live }) => `${tags} ${live.length}`)]);

describe('a lineage', () => {
  test('has a line for each shape of tags, and an image in each that it has a tag of', () => {
    const tagged = [aManifest('3', 'v1.4.3', 'latest'), aManifest('2', 'v1.4.2'), aManifest('1', 'pr-41')];
    expect(summary(now(tagged))).toEqual([
      ['latest', 1, 'v1.4.3,latest 0'],
      ['pr-*', 1, 'pr-41 0'],
      ['v*.*.*', 2, 'v1.4.3,latest 0', 'v1.4.2 0'],
    ]);
  });

  test('shows the newest of a line, and what is live however old', () => {
    const tagged = ['5', '4', '3', '2', '1'].map((digit) => aManifest(digit, `v1.4.${digit}`));
    expect(summary(now(tagged, anItem(aHead({ digest: aDigest('1') }))))).toEqual([
      ['v*.*.*', 5, 'v1.4.5 0', 'v1.4.4 0', 'v1.4.3 0', 'v1.4.1 1'],
    ]);
  });

  test('is live on each platform by itself', () => {
    const heads = ['linux/amd64', 'linux/arm64'].map((platform) =>
      aHead({ platform, digest: aDigest(platform === 'linux/amd64' ? 'b' : 'c'), image: aDigest('1') }),
    );
    const [line] = now([aManifest('1', 'v1.4.1')], anItem(...heads)).lines;
    expect(line?.shown[0]?.live.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
  });

  test('shows what is live and has lost its tag, as the head knows it', () => {
    const { lines } = now([], anItem(aHead({ line: 'untagged', tags: [] })));
    expect(lines).toMatchObject([
      { line: 'untagged', count: 0, shown: [{ digest: aDigest(), tags: [], hasTagOfLine: false, live: [{}] }] },
    ]);
  });

  test('has no stale head', () => {
    expect(summary(now([aManifest('1', 'v1.4.1')], anItem(aHead({ digest: aDigest('1'), liveUntil: AT }))))).toEqual([
      ['v*.*.*', 1, 'v1.4.1 0'],
    ]);
  });

  test('has neither what is ignored nor what is of another lineage', () => {
    const policy = aPolicy({
      ignore: [aPattern('pr-*')],
      lineages: [{ repository: 'payments/api', tags: [aPattern('api-*')] }],
    });
    const tagged = [aManifest('3', 'pr-1'), aManifest('2', 'api-1.2'), aManifest('1', 'v1.4.1')];
    expect(summary(now(tagged, null, { policy, lineage: 'payments/api' }))).toEqual([['v*.*.*', 1, 'v1.4.1 0']]);
    expect(summary(now(tagged, null, { policy, lineage: 'payments/api:api-*' }))).toEqual([
      ['api-*.*', 1, 'api-1.2 0'],
    ]);
  });

  test('of which nothing was evaluated is not known; one whose scans found nothing has no record', () => {
    expect(now([])).toMatchObject({ isKnown: false, recordKey: null });
    expect(now([], aLineageItem({ recordKey: null }))).toMatchObject({ isKnown: true, recordKey: null });
    expect(now([], aLineageItem()).recordKey).toBe(aLineageItem().recordKey);
  });
});
