import { describe, expect, test } from 'vitest';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { aDigest, anImage, aScan } from '../support/builders.ts';
import { aWorld, due, pushed, scanned, touched } from '../support/evaluation-world.ts';

const PUSHED_AT = '2026-11-21T08:00:00.000Z';
const image = anImage({ pushedAt: PUSHED_AT });
const underway = (status: string) => aScan({ status, description: null, findings: [], completedAt: null });

/** An image that was pushed just now. */
const aPushedWorld = async () => {
  const world = aWorld();
  const evaluate = evaluateScan(world);
  world.at = new Date(PUSHED_AT);
  world.images.push(image);
  await evaluate(pushed({ at: PUSHED_AT }), 0);
  const item = () => world.lineages.items.get('payments/api');
  return {
    world,
    evaluate,
    item,
    alerts: () => [...world.records.all.values()].flatMap(({ alerts }) => alerts),
    /** The nudge of `resend`, if the lineage is due then. */
    passes: async (at: string) => {
      world.at = new Date(at);
      const { dueAt = null } = item() ?? {};
      return dueAt !== null && dueAt <= at ? evaluate(due(), 0) : null;
    },
  };
};

describe('an image that was pushed', () => {
  test('is looked at again after half an hour, and after two days', async () => {
    const { item, passes } = await aPushedWorld();
    expect(item()).toMatchObject({ dueAt: '2026-11-21T08:30:00.000Z', awaited: [{ digest: aDigest() }] });
    await passes('2026-11-21T08:30:00.000Z');
    expect(item()).toMatchObject({ dueAt: '2026-11-23T08:00:00.000Z', awaited: [{ since: PUSHED_AT }] });
  });

  test('is told as not scanned where no scan came for two days, once', async () => {
    const { alerts, item, passes } = await aPushedWorld();
    await passes('2026-11-21T08:30:00.000Z');
    await passes('2026-11-23T07:59:59.999Z');
    expect(alerts()).toEqual([]);
    await passes('2026-11-23T08:00:00.000Z');
    expect(alerts()).toMatchObject([{ kind: 'scan-news', status: 'SCAN_NOT_FOUND' }]);
    expect(alerts()[0]).toMatchObject({ description: expect.stringContaining('awaited since 2026-11-21 08:00 UTC') });
    expect(item()).toMatchObject({ awaited: [], dueAt: null });
    await passes('2026-11-24T08:00:00.000Z');
    expect(alerts()).toHaveLength(1);
  });

  test.each(['PENDING', 'IN_PROGRESS'])('and is %s waits on its lineage, then is told as that', async (status) => {
    const { world, evaluate, alerts, item, passes } = await aPushedWorld();
    world.images.scanned(image, underway(status));
    expect(await evaluate(scanned(), 0)).toMatchObject({ outcome: { outcome: 'unchanged' } });
    expect(item()?.awaited).toHaveLength(1);
    await passes('2026-11-21T08:30:00.000Z');
    await passes('2026-11-23T08:00:00.000Z');
    expect(alerts()).toMatchObject([{ kind: 'scan-news', status }]);
  });

  test('is awaited no more once it is scanned', async () => {
    const { world, evaluate, item } = await aPushedWorld();
    world.images.scanned(image, aScan({ findings: [] }));
    await evaluate(scanned(), 0);
    expect(item()).toMatchObject({ awaited: [], dueAt: '2027-05-20T08:00:00.000Z' });
  });

  test('is found scanned though the event was lost', async () => {
    const { world, alerts, item, passes } = await aPushedWorld();
    world.images.scanned(image, aScan());
    await passes('2026-11-21T08:30:00.000Z');
    expect(alerts()).toMatchObject([{ kind: 'summary' }]);
    expect(item()?.awaited).toEqual([]);
  });

  test('and deleted is awaited no more', async () => {
    const { world, alerts, item, passes } = await aPushedWorld();
    world.images.delete(image);
    await passes('2026-11-21T08:30:00.000Z');
    expect(alerts()).toEqual([]);
    expect(item()).toMatchObject({ awaited: [], dueAt: null });
  });

  test('is told of by a newer one alone: only the newest of a line is news', async () => {
    const { world, evaluate, alerts, passes } = await aPushedWorld();
    const newer = anImage({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-21T09:00:00.000Z' });
    world.images.push(newer);
    world.images.scanned(newer, aScan());
    world.at = new Date('2026-11-21T09:01:00.000Z');
    await evaluate(scanned({ digest: aDigest('b') }), 0);
    await passes('2026-11-21T09:30:00.000Z');
    await passes('2026-11-23T08:00:00.000Z');
    expect(alerts()).toMatchObject([{ kind: 'summary' }]);
  });

  test('twenty are awaited, the latest', async () => {
    const { world, evaluate, item } = await aPushedWorld();
    const digests = Array.from({ length: 25 }, (_, index) => `sha256:${index}`);
    for (const digest of digests) {
      world.images.push(anImage({ digest, pushedAt: PUSHED_AT, tags: [`v2.${digest}`] }));
      await evaluate(pushed({ digest, tag: `v2.${digest}`, at: PUSHED_AT }), 0);
    }
    expect(item()?.awaited.map(({ digest }) => digest)).toEqual(digests.slice(5));
  });
});

test('an image whose eligibility expired is told, then ends: its issues are not observed', async () => {
  const { world, evaluate, alerts, item } = await aPushedWorld();
  world.images.scanned(image, aScan({ engine: 'enhanced', status: 'ACTIVE' }));
  await evaluate(scanned(), 0);
  world.images.scanned(image, underway('SCAN_ELIGIBILITY_EXPIRED'));
  expect(await evaluate(touched(), 0)).toMatchObject({ outcome: { outcome: 'evaluated' } });
  expect(alerts()).toMatchObject([
    { kind: 'summary' },
    { kind: 'scan-news', status: 'SCAN_ELIGIBILITY_EXPIRED', lastComplete: { open: { CRITICAL: 1 } } },
    { kind: 'changes', unobserved: [0] },
  ]);
  expect([...world.records.all.values()].at(-1)?.transitions).toEqual([
    { kind: 'unobserved', issue: 0, cause: 'eligibility-expired' },
  ]);
  expect(item()?.heads).toEqual([]);
  expect(await evaluate(pushed({ at: PUSHED_AT }), 0)).toMatchObject({ outcome: { outcome: 'unchanged' } });
  expect(alerts()).toHaveLength(3);
});

test('so does one whose eligibility is found expired when it is looked at again', async () => {
  const { world, evaluate, alerts, item, passes } = await aPushedWorld();
  world.images.scanned(image, aScan({ engine: 'enhanced', status: 'ACTIVE' }));
  await evaluate(scanned(), 0);
  world.images.scanned(image, underway('PENDING'));
  await evaluate(pushed({ at: PUSHED_AT }), 0);
  world.images.scanned(image, underway('SCAN_ELIGIBILITY_EXPIRED'));
  await passes('2026-11-21T08:30:00.000Z');
  expect(alerts()).toMatchObject([
    { kind: 'summary' },
    { kind: 'scan-news', status: 'SCAN_ELIGIBILITY_EXPIRED' },
    { kind: 'changes', unobserved: [0] },
  ]);
  expect(item()).toMatchObject({ heads: [], awaited: [] });
});
