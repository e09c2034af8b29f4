import { expect, test } from 'vitest';
import type { LineImage } from '../../../cli/lineages/lines.ts';
import { withParts } from '../../../cli/lineages/with-parts.ts';
import type { Listed } from '../../../functions/core/ports/registry.ts';
import { aDigest } from '../../support/builders.ts';

const anIndexDigest = (at: number): string => `sha256:${String(at).padStart(64, '0')}`;

const anImage = (overrides: Partial<LineImage> = {}): LineImage => ({
  digest: aDigest(),
  tags: ['v1.4.2'],
  pushedAt: '2026-11-11T08:00:00.000Z',
  isIndex: false,
  live: [],
  hasTagOfLine: true,
  ...overrides,
});

const placed = async (shown: readonly LineImage[], listed: readonly Listed[] = []) => {
  const asked: number[] = [];
  const list = async (_: string, indexes: readonly string[]) => {
    asked.push(indexes.length);
    return new Map(indexes.map((digest) => [digest, listed]));
  };
  const lines = [{ line: 'v*.*.*', count: shown.length, shown }];
  const [lineage] = await withParts({ list }, 'payments/api', [
    { lineage: 'payments/api', isKnown: true, recordKey: null, lines },
  ]);
  return { asked, images: lineage?.lines[0]?.shown ?? [] };
};

test('an index has the platforms of its images; what else it lists has none', async () => {
  const listed: Listed[] = [
    { digest: aDigest('b'), platform: 'linux/amd64', isImage: true },
    { digest: aDigest('c'), platform: null, isImage: true },
    { digest: aDigest('d'), isImage: false },
  ];
  const { images } = await placed([anImage({ isIndex: true })], listed);
  expect(images).toMatchObject([{ platforms: ['linux/amd64'], partOf: null }]);
});

test('an image with a tag of its own may be a part of an index', async () => {
  const index = anImage({ digest: aDigest('e'), isIndex: true });
  const { images } = await placed(
    [index, anImage({ digest: aDigest('b') })],
    [{ digest: aDigest('b'), platform: 'linux/amd64', isImage: true }],
  );
  expect(images.map(({ partOf }) => partOf)).toEqual([null, aDigest('e')]);
});

test('an image by itself has the platform of its head, and asks nothing', async () => {
  const live = [{ platform: 'linux/amd64', until: '2027-01-01T00:00:00.000Z' }];
  expect(await placed([anImage({ live })])).toMatchObject({ asked: [], images: [{ platforms: ['linux/amd64'] }] });
});

test('as many indexes are asked for at once as ECR lists, each once', async () => {
  const indexes = Array.from({ length: 250 }, (_, at) => anImage({ digest: anIndexDigest(at), isIndex: true }));
  const { asked } = await placed([...indexes, ...indexes]);
  expect(asked).toEqual([100, 100, 50]);
});
