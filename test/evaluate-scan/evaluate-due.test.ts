import { describe, expect, test } from 'vitest';
import { evaluateDue } from '../../functions/evaluate-scan/evaluate-due.ts';
import { evaluateScan } from '../../functions/evaluate-scan/evaluate-scan.ts';
import { newItem } from '../../functions/evaluate-scan/lineage-state.ts';
import { aDigest, aFinding, anImage, aPolicy, aRegistry, aRoute, aScan } from '../support/builders.ts';
import { aWorld, due, pushed, scanned } from '../support/evaluation-world.ts';

const low = aFinding({ vulnerability: 'CVE-3', severity: 'LOW' });
const branch = anImage({ digest: aDigest('b'), tags: ['pr-1'], pushedAt: '2026-11-20T00:00:00.000Z' });

/** `payments/api` with one issue that `payments` was told of, and asked to be reminded of after a week. */
const aTellingWorld = async (policy = aPolicy({ routes: [aRoute({ severity: 'HIGH', remindDays: 7 })] })) => {
  const world = aWorld(policy);
  const evaluate = evaluateScan(world);
  const scan = async (image = anImage(), findings = [aFinding()]) => {
    world.images.push(image);
    world.images.scanned(image, aScan({ findings }));
    await evaluate(scanned({ digest: image.digest }), 0);
  };
  await scan();
  return {
    world,
    scan,
    item: () => world.lineages.items.get('payments/api') ?? newItem('payments/api', 'payments/api', aRegistry()),
    last: () => [...world.records.all.values()].at(-1),
    /** What came of the nudge of `resend` then. */
    comes: (at: string) => {
      world.at = new Date(at);
      return evaluate(due(), 0);
    },
  };
};

const FIRST = 'records/1.json.gz#payments';

describe('a head that nobody pushed to for 180 days', () => {
  test('ends, and those who were told hear of it', async () => {
    const { comes, item, last } = await aTellingWorld();
    expect(await comes('2027-04-29T09:00:00.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(item().heads).toEqual([]);
    expect(last()).toMatchObject({
      transitions: [{ kind: 'unobserved', cause: 'stale' }],
      alerts: [{ receiver: 'payments', unobserved: [0] }],
    });
    expect(item()).toMatchObject({ reminders: [], dueAt: null });
  });

  test('ends alone: the others stay, and are what is due next', async () => {
    const { comes, scan, item } = await aTellingWorld();
    await scan(branch, [aFinding(), low]);
    await comes('2027-04-29T09:00:00.000Z');
    expect(item().heads).toMatchObject([{ line: 'pr-*', liveUntil: '2027-05-19T00:00:00.000Z' }]);
  });

  test('not a moment earlier', async () => {
    const { comes, item, world } = await aTellingWorld(aPolicy());
    expect(await comes('2027-04-29T08:59:59.999Z')).toMatchObject({ outcome: { reason: 'nothing is due' } });
    expect(item().version).toBe(1);
    expect(world.records.all.size).toBe(1);
  });

  test('lives on where it was given a tag since', async () => {
    const { comes, item, world } = await aTellingWorld(aPolicy());
    world.images.push(anImage({ tags: ['v1.4.2', 'prod'] }));
    await evaluateScan(world)(pushed({ tag: 'prod', at: '2026-11-21T00:00:00.000Z' }), 0);
    await comes('2027-04-30T00:00:00.000Z');
    expect(item().heads).toMatchObject([
      { line: 'prod', liveUntil: '2027-05-20T00:00:00.000Z' },
      { line: 'v*.*.*', liveUntil: '2027-05-20T00:00:00.000Z' },
    ]);
  });
});

describe('a reminder', () => {
  test('is told so many days after the alert was delivered, in one message', async () => {
    const { comes, world, last, item } = await aTellingWorld();
    expect(item()).toMatchObject({ dueAt: '2026-11-28T08:00:05.000Z' });
    world.progress.set(FIRST, { kind: 'delivered', at: '2026-11-21T08:00:05.000Z' });
    expect(await comes('2026-11-28T08:00:05.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(last()).toMatchObject({
      transitions: [],
      alerts: [{ kind: 'reminder', receiver: 'payments', issues: [0], toldAt: '2026-11-21T08:00:05.000Z' }],
    });
    expect(item()).toMatchObject({
      pending: [],
      reminders: [{ deliveryId: 'records/2.json.gz#payments', dueAt: '2026-12-05T08:00:05.000Z' }],
    });
    expect(world.outbox.sent).toHaveLength(2);
  });

  test('counts from when it arrived: an outage puts it off', async () => {
    const { comes, world, item } = await aTellingWorld();
    world.progress.set(FIRST, { kind: 'delivered', at: '2026-11-21T20:00:00.000Z' });
    expect(await comes('2026-11-28T08:00:05.000Z')).toMatchObject({ outcome: { outcome: 'unchanged' } });
    expect(item().reminders).toMatchObject([{ deliveryId: FIRST, dueAt: '2026-11-28T20:00:00.000Z' }]);
    expect(world.outbox.sent).toHaveLength(1);
  });

  test.each([
    { kind: 'unclaimed' as const },
    { kind: 'claimed' as const },
    { kind: 'failed' as const, failure: { kind: 'retry' as const, reason: 'down', afterSeconds: 0 } },
  ])('of what is $kind is looked at again the next day', async (progress) => {
    const { comes, world, item } = await aTellingWorld();
    world.progress.set(FIRST, progress);
    await comes('2026-11-28T08:00:05.000Z');
    expect(item().reminders).toMatchObject([{ deliveryId: FIRST, dueAt: '2026-11-29T08:00:05.000Z' }]);
    expect(item().dueAt).toBe('2026-11-29T08:00:05.000Z');
  });

  test('is dropped when nothing that was told is open any more', async () => {
    const { scan, item } = await aTellingWorld();
    await scan(anImage(), [low]);
    expect(item()).toMatchObject({ reminders: [], dueAt: '2027-04-29T09:00:00.000Z' });
  });

  test('is dropped when no route asks for it any more', async () => {
    const { world, item } = await aTellingWorld();
    world.policy = aPolicy({ hash: 'another' });
    world.progress.set(FIRST, { kind: 'delivered', at: '2026-11-21T08:00:05.000Z' });
    const ending = await evaluateDueThen(world, '2026-11-28T08:00:05.000Z', item());
    expect(ending).toMatchObject({ news: false, item: { reminders: [] } });
  });

  test('is dropped when what is left open eased below what its route holds for', async () => {
    const { comes, world, item } = await aTellingWorld();
    world.progress.set(FIRST, { kind: 'delivered', at: '2026-11-21T08:00:05.000Z' });
    world.images.scanned(anImage(), aScan({ findings: [aFinding({ severity: 'LOW' })] }));
    await evaluateScan(world)(scanned(), 0);
    expect(await comes('2026-11-28T08:00:05.000Z')).toMatchObject({ outcome: { outcome: 'unchanged' } });
    expect(item().reminders).toEqual([]);
  });

  test('comes after the end of a head in the same evaluation, of what is left', async () => {
    const { comes, scan, world, item } = await aTellingWorld();
    await scan(branch, [aFinding(), aFinding({ vulnerability: 'CVE-2' })]);
    world.progress.set('records/2.json.gz#payments', { kind: 'delivered', at: '2026-11-21T08:00:05.000Z' });
    expect(await comes('2027-04-29T09:00:00.000Z')).toMatchObject({ outcome: { outcome: 'evaluated' } });
    expect(item().heads).toHaveLength(1);
    expect([...world.records.all.values()].flatMap(({ alerts }) => alerts.map(({ kind }) => kind))).toEqual([
      'summary',
      'changes',
      'reminder',
    ]);
  });

  test('that somebody else’s commit overtook is not sent', async () => {
    const { world, item } = await aTellingWorld();
    world.progress.set(FIRST, { kind: 'delivered', at: '2026-11-21T08:00:05.000Z' });
    const stale = { ...item(), version: 0 };
    expect(await evaluateDueThen(world, '2026-11-28T08:00:05.000Z', stale)).toBe('conflict');
    expect(world.outbox.sent).toHaveLength(1);
  });
});

const evaluateDueThen = (world: ReturnType<typeof aWorld>, at: string, item: Parameters<typeof evaluateDue>[1]) => {
  world.at = new Date(at);
  return evaluateDue(world, item, due({ id: 'event-2' }));
};
