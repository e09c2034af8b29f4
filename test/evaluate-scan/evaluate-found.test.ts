import { describe, expect, test } from 'vitest';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { aDigest, aFinding, anImage, aRegistry, aScan } from '../support/builders.ts';
import { aWorld, found } from '../support/evaluation-world.ts';

const name = { registry: aRegistry(), repository: 'payments/api', digest: aDigest() };

/** `payments/api:v1.4.2` by enhanced scanning; its findings were marked at these times. */
const aMarkedWorld = async (...times: readonly string[]) => {
  const world = aWorld();
  world.images.push(anImage());
  world.images.scanned(anImage(), aScan({ engine: 'enhanced', status: 'ACTIVE' }));
  for (const at of times) await world.markers.mark(name, { 'CVE-2026-1234': 0.42 }, at);
  const comes = (at: string) => {
    world.at = new Date(at);
    return evaluateScan(world)(found(), 0);
  };
  return { world, comes };
};

describe('an image whose findings changed', () => {
  test('is evaluated when none came for two minutes, and its marker goes', async () => {
    const { world, comes } = await aMarkedWorld('2026-11-21T08:00:00.000Z', '2026-11-21T08:01:00.000Z');
    expect(await comes('2026-11-21T08:02:00.000Z')).toMatchObject({ kind: 'later', afterSeconds: 60 });
    expect(world.lineages.items.size).toBe(0);
    expect(await comes('2026-11-21T08:03:00.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(await world.markers.read(name)).toBeNull();
  });

  test('is evaluated ten minutes after the first, though more come', async () => {
    const { comes } = await aMarkedWorld('2026-11-21T08:00:00.000Z', '2026-11-21T08:09:30.000Z');
    expect(await comes('2026-11-21T08:09:59.000Z')).toMatchObject({ kind: 'later', afterSeconds: 1 });
    expect(await comes('2026-11-21T08:10:00.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
  });

  test('is ignored once it was evaluated', async () => {
    const { comes } = await aMarkedWorld();
    expect(await comes('2026-11-21T08:02:00.000Z')).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'its findings were evaluated since' },
    });
  });

  test('is told with what events said of it', async () => {
    const { world, comes } = await aMarkedWorld('2026-11-21T08:00:00.000Z');
    await comes('2026-11-21T08:02:00.000Z');
    const [record] = [...world.records.all.values()];
    expect(record?.ledger.issues[0]?.detail.epss).toBe(0.42);
  });

  test('is evaluated again where more came while it was', async () => {
    const { world, comes } = await aMarkedWorld('2026-11-21T08:00:00.000Z');
    const { scan } = world.images;
    let isFirst = true;
    world.images.scan = async (image) => {
      const answer = await scan(image);
      if (isFirst) await world.markers.mark(name, {}, '2026-11-21T08:02:01.000Z');
      isFirst = false;
      return answer;
    };
    expect(await comes('2026-11-21T08:02:00.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(await world.markers.due('2026-11-21T08:04:00.000Z', 1)).toHaveLength(1);
    world.images.scanned(
      anImage(),
      aScan({ engine: 'enhanced', status: 'ACTIVE', findings: [aFinding(), aFinding({ vulnerability: 'CVE-2' })] }),
    );
    expect(await comes('2026-11-21T08:04:01.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(await world.markers.read(name)).toBeNull();
  });

  test('keeps its marker where the evaluation fails', async () => {
    const { world, comes } = await aMarkedWorld('2026-11-21T08:00:00.000Z');
    world.images.scan = async () => {
      throw new Error('ECR is down');
    };
    await expect(comes('2026-11-21T08:02:00.000Z')).rejects.toThrow('ECR is down');
    expect(await world.markers.read(name)).not.toBeNull();
  });
});
