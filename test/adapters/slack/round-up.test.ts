import { afterEach, beforeEach, expect, test } from 'vitest';
import { slackChannel } from '../../../functions/adapters/slack/channel.ts';
import type { GatheredSummary } from '../../../functions/core/domain/alert.ts';
import type { Receipts } from '../../../functions/core/ports/deliveries.ts';
import { aFirstCount, roundUpOf } from '../../core/messages/stories.ts';
import { aBotReceiver, aRecord } from '../../support/builders.ts';
import { fakeRecords } from '../../support/fake-records.ts';
import { fakeSecrets } from '../../support/fake-secrets.ts';
import { fakeThreads } from '../../support/fake-threads.ts';
import { type Slack, startSlack, TOKEN } from '../../support/slack.ts';

let slack: Slack;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.stop());

const firstCounts = (count: number): GatheredSummary[] =>
  Array.from({ length: count }, (_, n) => aFirstCount(`team/service-${n}`, { CRITICAL: 1 }));

const setUp = (count: number) => {
  const threads = fakeThreads();
  const records = fakeRecords();
  const [alert, overrides] = roundUpOf(firstCounts(count));
  const record = aRecord({ alerts: [alert], ...overrides });
  const receivers = [aBotReceiver()];
  const secrets = fakeSecrets({ 'tallyman/slack-token': TOKEN });
  const channel = slackChannel({ receivers, secrets, threads, records, fetch: slack.fetch });
  const deliver = async (receipts: Receipts = [], keep = async (_: Receipts): Promise<void> => {}) =>
    channel.deliver(record, await records.put(record), 'payments', receipts, keep);
  return { threads, deliver };
};

const threadsOf = () => slack.fake.accepted.map(({ payload: { thread_ts } }) => thread_ts);

test('a round-up is a message of the channel’s own, and begins no thread', async () => {
  const { threads, deliver } = setUp(12);
  await deliver();
  await deliver();
  expect(threadsOf()).toEqual([undefined, undefined]);
  for (const lineage of ['round-up', 'team/service-0']) expect(await threads.find('payments', lineage)).toBeNull();
});

test('a thread that another had begun is not its own', async () => {
  const { threads, deliver } = setUp(12);
  const thread = { channelId: 'C0PAYMENTS', ts: '1.000100', recordKey: 'records/0' };
  for (const lineage of ['round-up', 'team/service-0']) await threads.begin('payments', lineage, thread);
  await deliver();
  expect(threadsOf()).toEqual([undefined]);
});

test('what one message does not hold is below it, also where it was begun by an earlier try', async () => {
  const { deliver } = setUp(300);
  let receipts: Receipts = [];
  const keep = async (soFar: Receipts): Promise<void> => {
    receipts = soFar;
    if (soFar.length === 1) slack.fake.behave({ status: 429 });
  };
  expect(await deliver([], keep)).toMatchObject({ kind: 'retry' });
  slack.fake.behave(null);
  expect(await deliver(receipts)).toMatchObject({ kind: 'delivered' });
  const [first, ...others] = threadsOf();
  expect(first).toBeUndefined();
  expect(others.length).toBeGreaterThan(0);
  expect(new Set(others)).toEqual(new Set([slack.fake.accepted[0]?.ts]));
});
