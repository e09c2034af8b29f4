import { describe, expect, test } from 'vitest';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { aDigest, aFinding, anImage, aScan } from '../support/builders.ts';
import { aWorld, scanned, swept } from '../support/evaluation-world.ts';

describe('a live image that reconcile came by', () => {
  test('is evaluated as if its scan had just been told', async () => {
    const world = aWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan());
    expect(await evaluateScan(world)(swept(), 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(world.outbox.sent).toMatchObject([{ receiver: 'payments', waits: 'hour' }]);
    expect(await evaluateScan(world)(swept(), 0)).toMatchObject({ outcome: { outcome: 'unchanged' } });
  });

  test('for the first time waits for the end of the sweep', async () => {
    const world = aWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan());
    await evaluateScan(world)(swept({ first: true }), 0);
    expect(world.outbox.sent).toEqual([]);
    expect(world.records.all.size).toBe(1);
  });

  test('for the first time, and not scanned, waits for the end of the sweep too', async () => {
    const world = aWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan({ status: 'FAILED', findings: [] }));
    await evaluateScan(world)(swept({ first: true }), 0);
    expect([...world.records.all.values()]).toMatchObject([{ alerts: [{ kind: 'scan-news' }] }]);
    expect(world.outbox.sent).toEqual([]);
  });

  test('that is gone though no event told so ends', async () => {
    const world = aWorld();
    const evaluate = evaluateScan(world);
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan());
    await evaluate(swept(), 0);
    world.images.delete(anImage());
    await evaluate(swept(), 0);
    expect([...world.records.all.values()].at(-1)?.transitions).toMatchObject([
      { kind: 'unobserved', cause: 'deleted' },
    ]);
    expect(await evaluate(swept({ digest: aDigest('9') }), 0)).toMatchObject({ outcome: { outcome: 'ignored' } });
  });
});

describe('the event of a scan that the first sweep started', () => {
  const aSweep = {
    version: 3,
    startedAt: '2026-11-21T03:00:00.000Z',
    endedAt: null,
    after: 'payments/api',
    first: true,
  };
  const sentBy = async (sweep: Partial<typeof aSweep> | { endedAt: string }, known = false) => {
    const world = aWorld();
    world.images.push(anImage());
    world.images.scanned(anImage(), aScan());
    if (known) await evaluateScan(world)(scanned(), 0);
    world.sweep = { ...aSweep, ...sweep };
    if (known) world.images.scanned(anImage(), aScan({ findings: [aFinding({ vulnerability: 'CVE-9' })] }));
    await evaluateScan(world)(scanned(), 0);
    return world.outbox.sent.length;
  };

  test('waits for its end, and an hour after', async () => {
    expect(await sentBy({})).toBe(0);
    expect(await sentBy({ endedAt: '2026-11-21T07:00:06.000Z' })).toBe(0);
  });

  test('tells as ever after that, and after every later sweep', async () => {
    expect(await sentBy({ endedAt: '2026-11-21T07:00:04.000Z' })).toBe(1);
    expect(await sentBy({ first: false })).toBe(1);
  });

  test('tells at once what is new in a lineage that is known', async () => {
    expect(await sentBy({}, true)).toBe(2);
  });
});
