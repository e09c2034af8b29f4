import { describe, expect, test } from 'vitest';
import { forTerminal, type RepositoryNow } from '../../../cli/lineages/for-terminal.ts';
import type { PlacedImage } from '../../../cli/lineages/with-parts.ts';
import { aDigest, aRegistry, RECORD_KEY } from '../../support/builders.ts';

const anImage = (overrides: Partial<PlacedImage> = {}): PlacedImage => ({
  digest: aDigest(),
  tags: ['v1.4.2'],
  pushedAt: '2026-11-11T08:00:00.000Z',
  isIndex: true,
  live: [],
  hasTagOfLine: true,
  platforms: ['linux/amd64', 'linux/arm64'],
  partOf: null,
  ...overrides,
});

const UNTIL = '2027-05-10T08:00:00.000Z';
const BOTH = ['linux/amd64', 'linux/arm64'].map((platform) => ({ platform, until: UNTIL }));

const aRepository = (overrides: Partial<RepositoryNow> = {}): RepositoryNow => ({
  repository: 'payments/api',
  registry: aRegistry(),
  unwatched: null,
  tagged: 14,
  lineages: [
    {
      lineage: 'payments/api',
      isKnown: true,
      recordKey: RECORD_KEY,
      lines: [
        {
          line: 'latest',
          count: 1,
          shown: [
            anImage({
              tags: ['v1.4.3', 'v1.4', 'v1', 'latest', 'stable'],
              live: BOTH.slice(0, 1),
              digest: aDigest('e'),
            }),
          ],
        },
        {
          line: 'untagged',
          count: 0,
          shown: [anImage({ tags: [], platforms: [], live: [{ platform: null, until: UNTIL }], hasTagOfLine: false })],
        },
        {
          line: 'v*.*.*',
          count: 12,
          shown: [
            anImage({ live: BOTH }),
            anImage({ tags: ['v1.4.1'] }),
            anImage({ tags: ['v1.3'], live: BOTH, hasTagOfLine: false }),
          ],
        },
        {
          line: 'v*.*.*-amd*',
          count: 1,
          shown: [anImage({ tags: ['v1.4.2-amd64'], platforms: [], partOf: aDigest('e') })],
        },
      ],
    },
    { lineage: 'payments/api:web-*', isKnown: true, recordKey: null, lines: [] },
  ],
  ignored: [
    { glob: 'pr-*', tags: ['pr-7', 'pr-6', 'pr-5', 'pr-4', 'pr-3', 'pr-2', 'pr-1'] },
    { glob: 'scratch-*', tags: ['scratch-1'] },
  ],
  ...overrides,
});

describe('the lineages of a repository', () => {
  test('say which images are live, and how many more there are', async () => {
    await expect(forTerminal(aRepository())).toMatchFileSnapshot('golden/lineages.txt');
  });

  test('say that there is nothing', () => {
    const lineages = [{ lineage: 'payments/api', isKnown: false, recordKey: null, lines: [] }];
    const unwatched = 'nothing of payments/api is evaluated: watch of tallyman.yaml leaves it out';
    expect(forTerminal(aRepository({ lineages, ignored: [], tagged: 1, unwatched }))).toBe(
      [
        'payments/api · 111122223333 eu-west-1 · 1 image has a tag · times in UTC',
        unwatched,
        '',
        'lineage payments/api: nothing was evaluated yet',
        '  no image is in it',
        '',
      ].join('\n'),
    );
  });
});
