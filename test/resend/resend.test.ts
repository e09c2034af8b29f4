import { describe, expect, test } from 'vitest';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import { resend } from '../../functions/resend/resend.ts';
import { aDelivery, aHead, aLineageItem } from '../support/builders.ts';
import { fakeLineages } from '../support/fake-lineages.ts';
import { fakeNudges } from '../support/fake-nudges.ts';
import { fakeOutbox } from '../support/fake-outbox.ts';
import { fakeRoundUps } from '../support/fake-round-ups.ts';

const now = () => new Date('2026-11-21T08:10:00.000Z');
const early = '2026-11-21T08:05:00.000Z';
const late = '2026-11-21T08:15:00.000Z';

const aWorld = (...items: readonly LineageItem[]) => ({
  lineages: fakeLineages(...items),
  outbox: fakeOutbox(),
  roundUps: fakeRoundUps(),
  nudges: fakeNudges(),
  now,
});

const aReminder = (dueAt: string) => ({ receiver: 'payments', deliveryId: 'records/1.json.gz#payments', dueAt });

describe('resend sends deliveries', () => {
  test('that are due and takes them off the item, and leaves what is not yet due', async () => {
    const world = aWorld(
      aLineageItem({ lineage: 'a', dueAt: early, heads: [] }),
      aLineageItem({ lineage: 'b', dueAt: late }),
      aLineageItem({ lineage: 'c', dueAt: null, pending: [] }),
    );
    expect(await resend(world)).toEqual({ deliveries: 1, nudges: 0 });
    expect(world.outbox.sent).toEqual([aDelivery()]);
    expect(world.lineages.items.get('a')).toMatchObject({ pending: [], dueAt: null });
    expect(world.lineages.items.get('b')).toMatchObject({ dueAt: late });
  });

  test('but those that wait for others, which it takes off too', async () => {
    const waiting = (['no', 'hour', 'hour', 'sweep'] as const).map((waits, n) =>
      aDelivery({ recordKey: `records/${n}.json.gz`, waits }),
    );
    const world = aWorld(aLineageItem({ dueAt: early, pending: waiting }));
    await resend(world);
    expect(world.outbox.sent.map(({ recordKey }) => recordKey)).toEqual(['records/0.json.gz', 'records/1.json.gz']);
    expect((await world.roundUps.gather('payments', '2026-11-21T09:10:00.000Z'))?.recordKeys).toEqual([
      'records/2.json.gz',
      'records/3.json.gz',
    ]);
    expect(world.lineages.items.get('payments/api')?.pending).toEqual([]);
  });

  test('but none that somebody else sent since the index was written', async () => {
    const world = aWorld(aLineageItem({ lineage: 'a', dueAt: null, pending: [] }));
    const lineages = { ...world.lineages, due: async () => ['a', 'gone'] };
    expect(await resend({ ...world, lineages })).toEqual({ deliveries: 0, nudges: 0 });
    expect(world.outbox.sent).toEqual([]);
  });

  test('and leaves what it cannot send on its item, does the rest, and then fails', async () => {
    const world = aWorld(
      aLineageItem({ lineage: 'a', dueAt: early, pending: [aDelivery({ recordKey: '\uFFFE' })] }),
      aLineageItem({ lineage: 'b', dueAt: early }),
    );
    await expect(resend(world)).rejects.toThrow('1 of 2 lineages keep what is due');
    expect(world.lineages.items.get('a')).toMatchObject({ dueAt: early, pending: [{ recordKey: '\uFFFE' }] });
    expect(world.lineages.items.get('b')).toMatchObject({ pending: [] });
  });

  test('and takes nothing off an item that somebody committed to meanwhile', async () => {
    const world = aWorld(aLineageItem({ dueAt: early }));
    const after = aLineageItem({ version: 2, pending: [aDelivery({ recordKey: 'records/2.json.gz' })], dueAt: late });
    const outbox = { send: async () => void world.lineages.items.set(after.lineage, after) };
    await resend({ ...world, outbox });
    expect(world.lineages.items.get(after.lineage)).toEqual(after);
  });
});

describe('resend nudges', () => {
  const of = (dueAt: string, changes: Partial<LineageItem> = {}) =>
    aWorld(aLineageItem({ pending: [], version: 7, dueAt, ...changes }));

  test('a lineage that has a head whose end came, once in an hour', async () => {
    const world = of(early, { heads: [aHead({ liveUntil: early })] });
    expect(await resend(world)).toEqual({ deliveries: 0, nudges: 1 });
    expect(world.nudges.sent).toEqual([
      {
        kind: 'due',
        id: 'payments/api@7 2026-11-21T08:10:00.000Z',
        lineage: 'payments/api',
        repository: 'payments/api',
        registry: { account: '111122223333', region: 'eu-west-1' },
      },
    ]);
    expect(world.lineages.items.get('payments/api')).toMatchObject({ dueAt: '2026-11-21T09:10:00.000Z', version: 7 });
    expect(await resend(world)).toEqual({ deliveries: 0, nudges: 0 });
  });

  test('a lineage with a reminder that is due now', async () => {
    const world = of(early, { reminders: [aReminder(now().toISOString())], pending: [aDelivery()] });
    expect(await resend(world)).toEqual({ deliveries: 1, nudges: 1 });
  });

  test('nobody where deliveries were all that was due, and looks again when something is', async () => {
    const world = of(early, { reminders: [aReminder(late)], pending: [aDelivery()] });
    expect(await resend(world)).toEqual({ deliveries: 1, nudges: 0 });
    expect(world.lineages.items.get('payments/api')).toMatchObject({ dueAt: late, pending: [] });
  });

  test('again soon where the queue did not take it', async () => {
    const world = of(early, { heads: [aHead({ liveUntil: early })] });
    const nudges = { send: async () => Promise.reject(new Error('SQS is down')) };
    await expect(resend({ ...world, nudges })).rejects.toThrow('1 of 1 lineages');
    expect(world.lineages.items.get('payments/api')).toMatchObject({ dueAt: early });
  });
});
