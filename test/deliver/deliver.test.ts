import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../functions/core/ports/channel.ts';
import type { DeliveryOutcome, Receipts } from '../../functions/core/ports/deliveries.ts';
import { backoffSeconds } from '../../functions/deliver/backoff.ts';
import { deliver } from '../../functions/deliver/deliver.ts';
import { aDelivery, aMessage, aRecord } from '../support/builders.ts';
import { fakeClaims } from '../support/fake-claims.ts';
import { fakeInbox } from '../support/fake-inbox.ts';
import { fakeJournal } from '../support/fake-journal.ts';
import { fakeRecords } from '../support/fake-records.ts';

const RECORD_KEY = 'records/1.json.gz';
const delivery = aDelivery({ recordKey: RECORD_KEY });
const NOW = '2026-11-21T08:00:10.000Z';
const aTry = (overrides: Parameters<typeof aMessage>[0] = {}) =>
  aMessage({ body: JSON.stringify(delivery), firstReceivedAt: NOW, receiveCount: 1, group: 'payments', ...overrides });

const channelThat = (...outcomes: readonly DeliveryOutcome[]) => {
  const resumed: Receipts[] = [];
  const channel: Channel = {
    async deliver(_record, _key, _receiver, receipts, keep) {
      resumed.push(receipts);
      await keep(['ts-1']);
      return outcomes[Math.min(resumed.length, outcomes.length) - 1] ?? { kind: 'delivered', receipts: [] };
    },
  };
  return { channel, resumed };
};

const aWorld = async (channel: Channel, now = NOW, record = aRecord()) => {
  const records = fakeRecords();
  await records.put(record);
  const world = {
    claims: fakeClaims(),
    records,
    channel,
    inbox: fakeInbox(),
    journal: fakeJournal(),
    leaseSeconds: 70,
  };
  return { ...world, now: () => new Date(now) };
};

describe('a delivery', () => {
  test('is told once, however often it is sent', async () => {
    const { channel, resumed } = channelThat({ kind: 'delivered', receipts: ['ts-1'] });
    const world = await aWorld(channel);
    expect(await deliver(world)(aTry())).toBe('done');
    expect(await deliver(world)(aTry())).toBe('done');
    expect(resumed).toHaveLength(1);
    expect(world.claims.all.get(delivery.deliveryId)).toMatchObject({
      state: 'delivered',
      receipts: ['ts-1'],
      deliveredAt: NOW,
    });
  });

  test('that somebody else is making is given back until their lease is over', async () => {
    const { channel, resumed } = channelThat();
    const world = await aWorld(channel);
    await world.claims.claim(delivery.deliveryId, NOW, '2026-11-21T08:01:00.000Z');
    expect(await deliver(world)(aTry())).toBe('again');
    expect(world.inbox.givenBack).toMatchObject([{ afterSeconds: 70 }]);
    expect(resumed).toEqual([]);
  });

  test('that must wait is tried again from where it was', async () => {
    const retry = { kind: 'retry', reason: 'Slack answered 429', afterSeconds: 0 } as const;
    const { channel, resumed } = channelThat(retry, { kind: 'delivered', receipts: ['ts-1', 'ts-2'] });
    const world = await aWorld(channel);
    expect(await deliver(world)(aTry())).toBe('again');
    expect(world.inbox.givenBack).toMatchObject([{ afterSeconds: 30 }]);
    expect(await deliver(world)(aTry({ receiveCount: 2 }))).toBe('done');
    expect(resumed).toEqual([[], ['ts-1']]);
  });

  test('waits as long as the receiver asks', async () => {
    const { channel } = channelThat({ kind: 'retry', reason: 'Slack answered 429', afterSeconds: 7200 });
    const world = await aWorld(channel);
    await deliver(world)(aTry());
    expect(world.inbox.givenBack).toMatchObject([{ afterSeconds: 7200 }]);
  });

  test('that was tried for 12 hours goes to the dead letters, with what to do', async () => {
    const { channel } = channelThat({ kind: 'retry', reason: 'Slack answered 503', afterSeconds: 0 });
    const world = await aWorld(channel);
    expect(await deliver(world)(aTry({ firstReceivedAt: '2026-11-20T20:20:00.000Z', receiveCount: 30 }))).toBe('done');
    expect(world.inbox.deadLetters).toEqual([
      {
        body: JSON.stringify(delivery),
        reason:
          'payments: Slack answered 503, for 12 hours; when payments answers again, start the redrive of these dead letters',
      },
    ]);
  });

  test('that is refused goes to the dead letters with the remedy, and can be redriven', async () => {
    const refused = { kind: 'refused', reason: 'Slack answered not_in_channel', remedy: 'invite the bot' } as const;
    const { channel } = channelThat(refused, { kind: 'delivered', receipts: ['ts-1'] });
    const world = await aWorld(channel);
    expect(await deliver(world)(aTry())).toBe('done');
    expect(world.inbox.deadLetters[0]?.reason).toBe('payments: Slack answered not_in_channel; invite the bot');
    expect(await deliver(world)(aTry())).toBe('done');
    expect(world.claims.all.get(delivery.deliveryId)?.state).toBe('delivered');
  });

  test.each<DeliveryOutcome>([
    { kind: 'refused', reason: 'Slack answered not_in_channel', remedy: 'invite the app' },
    { kind: 'retry', reason: 'Slack answered 503', afterSeconds: 0 },
  ])('that is a drill and %j is done with, and the claim says why', async (outcome) => {
    const world = await aWorld(channelThat(outcome).channel, NOW, aRecord({ drill: true }));
    expect(await deliver(world)(aTry())).toBe('done');
    expect(world.inbox).toMatchObject({ deadLetters: [], givenBack: [] });
    expect(world.claims.all.get(delivery.deliveryId)).toMatchObject({ state: 'sending', failure: outcome });
  });

  test.each(['', 'hello', '{}', '{"deliveryId":"x","recordKey":"","receiver":"y"}'])(
    'that is none (%j) goes to the dead letters',
    async (body) => {
      const world = await aWorld(channelThat().channel);
      expect(await deliver(world)(aTry({ body }))).toBe('done');
      expect(world.inbox.deadLetters[0]?.reason).toMatch(/^the message is no delivery/);
    },
  );

  test('whose record cannot be read stays in the queue', async () => {
    const world = await aWorld(channelThat().channel);
    const lost = JSON.stringify({ ...delivery, recordKey: 'records/lost.json.gz' });
    await expect(deliver(world)(aTry({ body: lost }))).rejects.toThrow('records/lost.json.gz');
  });
});

describe('backoff', () => {
  test('doubles from 30 s to 30 min', () => {
    expect([1, 2, 3, 6, 7, 8, 50].map((tries) => backoffSeconds(tries, 0))).toEqual([
      30, 60, 120, 960, 1800, 1800, 1800,
    ]);
  });

  test('is never shorter than what was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat({ max: 40_000 }), (tries, asked) => {
        expect(backoffSeconds(tries, asked)).toBeGreaterThanOrEqual(Math.max(asked, 30));
      }),
    );
  });
});
