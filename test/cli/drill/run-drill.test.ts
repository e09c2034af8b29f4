import { expect, test } from 'vitest';
import { runDrill, type World } from '../../../cli/drill/run-drill.ts';
import type { DeliveryProgress } from '../../../functions/core/ports/deliveries.ts';
import { aBotReceiver, aPolicy, aRegistry } from '../../support/builders.ts';
import { fakeOutbox } from '../../support/fake-outbox.ts';
import { fakeRecords } from '../../support/fake-records.ts';

const policy = aPolicy();
const [payments = aBotReceiver(), platform = aBotReceiver()] = policy.receivers;
const DELIVERED: DeliveryProgress = { kind: 'delivered', at: '2026-11-21T08:00:01.000Z' };

/** A world whose clock runs while it is waited in. */
const aWorld = (progress: (deliveryId: string) => Promise<DeliveryProgress>) => {
  let time = Date.parse('2026-11-21T08:00:00.000Z');
  const world = {
    stack: { registry: aRegistry(), queues: { slack: 'https://sqs/slack', sns: undefined, 'security-hub': undefined } },
    records: fakeRecords(),
    outbox: fakeOutbox(),
    progress,
    now: () => new Date(time),
    newId: () => '1',
    wait: async (ms: number) => {
      time += ms;
    },
    timeoutMs: 60_000,
  } satisfies World;
  return { world, seconds: () => (time - Date.parse('2026-11-21T08:00:00.000Z')) / 1000 };
};

const outcomesOf = async (world: World, receivers = [payments, platform]) => {
  const drilled = await runDrill(world, policy, receivers);
  return Promise.all(drilled.map(({ outcome }) => outcome));
};

test('one record tells all; each delivery is as an evaluation would send it', async () => {
  const { world } = aWorld(async () => DELIVERED);
  expect(await outcomesOf(world)).toEqual([{ kind: 'delivered' }, { kind: 'delivered' }]);
  expect([...world.records.all.keys()]).toEqual(['records/1.json.gz']);
  expect(world.outbox.sent).toEqual(
    ['payments', 'platform'].map((receiver) => ({
      deliveryId: `records/1.json.gz#${receiver}`,
      recordKey: 'records/1.json.gz',
      receiver,
      channel: 'slack',
      waits: 'no',
    })),
  );
});

test('a receiver whose channel the stack has not is not sent to', async () => {
  const { world } = aWorld(async () => DELIVERED);
  const pager = { name: 'pager', channel: 'security-hub' } as const;
  expect(await outcomesOf(world, [pager, payments])).toMatchObject([{ kind: 'unsent' }, { kind: 'delivered' }]);
  expect(world.outbox.sent.map(({ receiver }) => receiver)).toEqual(['payments']);
  expect(world.records.all.get('records/1.json.gz')?.alerts.map(({ receiver }) => receiver)).toEqual(['payments']);
});

test('a delivery that was begun and does not end is given up in time', async () => {
  const { world, seconds } = aWorld(async () => ({ kind: 'claimed' }));
  expect(await outcomesOf(world, [payments])).toEqual([
    { kind: 'silent', reason: 'begun, but not ended within 60 s', remedy: 'look into the log of deliver-slack' },
  ]);
  expect(seconds()).toBe(60);
});

test('what may not be looked at is sent all the same, and says so for itself alone', async () => {
  const denied = Object.assign(new Error('User is not authorized to perform: dynamodb:GetItem'), {
    name: 'AccessDeniedException',
  });
  const { world } = aWorld(async (deliveryId) => {
    if (deliveryId.endsWith('#payments')) throw denied;
    return DELIVERED;
  });
  expect(await outcomesOf(world)).toMatchObject([
    { kind: 'silent', reason: expect.stringContaining('dynamodb:GetItem') },
    { kind: 'delivered' },
  ]);
});
