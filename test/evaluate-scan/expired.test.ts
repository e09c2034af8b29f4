import { describe, expect, test } from 'vitest';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { aDigest, anIndex, aScan } from '../support/builders.ts';
import { aWorld, swept } from '../support/evaluation-world.ts';

const [amd, arm] = [aDigest('1'), aDigest('2')];
const index = anIndex({ 'linux/amd64': amd, 'linux/arm64': arm });
const active = aScan({ engine: 'enhanced', status: 'ACTIVE' });
const expired = aScan({ engine: 'enhanced', status: 'SCAN_ELIGIBILITY_EXPIRED', findings: [], counted: false });

/** An index of two platforms that were scanned. */
const anIndexedWorld = async () => {
  const world = aWorld();
  world.images.pushIndex(
    index,
    index.parts.map((part) => ({ ...part, isImage: true })),
  );
  const scanned = (digest: string, scan: typeof active) => {
    world.images.push({ ...index, digest, tags: [] });
    world.images.scanned({ ...index, digest }, scan);
  };
  /** What is told when the sweep comes by. */
  const sweep = async () => {
    const before = world.records.all.size;
    await evaluateScan(world)(swept({ digest: index.digest }), 0);
    return [...world.records.all.values()].slice(before).flatMap(({ alerts }) => alerts);
  };
  for (const digest of [amd, arm]) scanned(digest, active);
  await sweep();
  return { scanned, sweep, heads: () => world.lineages.items.get(index.repository)?.heads.map(({ digest }) => digest) };
};

describe('an index', () => {
  test('of which one platform is scanned no more is told of that, once, and stays', async () => {
    const { scanned, sweep, heads } = await anIndexedWorld();
    scanned(amd, expired);
    expect(await sweep()).toMatchObject([{ kind: 'scan-news', platforms: ['linux/amd64'] }]);
    expect(heads()).toEqual([amd, arm]);
    expect(await sweep()).toEqual([]);
  });

  test('of which none is scanned any more ends', async () => {
    const { scanned, sweep, heads } = await anIndexedWorld();
    for (const digest of [amd, arm]) scanned(digest, expired);
    expect(await sweep()).toMatchObject([{ kind: 'scan-news' }, { kind: 'changes', unobserved: [0] }]);
    expect(heads()).toEqual([]);
    expect(await sweep()).toEqual([]);
  });
});
