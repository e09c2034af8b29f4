import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackChannel } from '../../../functions/adapters/slack/channel.ts';
import type { Alert, DoneAlert } from '../../../functions/core/domain/alert.ts';
import type { Receiver } from '../../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Threads } from '../../../functions/core/ports/channel.ts';
import type { DeliveryOutcome, Receipts } from '../../../functions/core/ports/deliveries.ts';
import type { Records } from '../../../functions/core/ports/records.ts';
import type { SlackPayload } from '../../../replay/fakes/slack-payload.ts';
import {
  aBotReceiver,
  aLedger,
  anAlert,
  anIssue,
  aRecord,
  aScanNewsAlert,
  aSummaryAlert,
  aWebhookReceiver,
} from '../../support/builders.ts';
import { fakeRecords } from '../../support/fake-records.ts';
import { fakeSecrets } from '../../support/fake-secrets.ts';
import { fakeThreads } from '../../support/fake-threads.ts';
import { type Slack, startSlack, TOKEN, WEBHOOK } from '../../support/slack.ts';

let slack: Slack;
let threads: Threads;
let records: Records;
beforeEach(async () => {
  slack = await startSlack();
  threads = fakeThreads();
  records = fakeRecords();
});
afterEach(() => slack.stop());

const secrets = fakeSecrets({ 'tallyman/slack-token': TOKEN, 'tallyman/payments-webhook': WEBHOOK });

interface Try {
  readonly record: EvaluationRecord;
  readonly receiver?: Receiver;
  readonly receipts?: Receipts;
  readonly keep?: (receipts: Receipts) => Promise<void>;
}

const deliver = async ({ record, receiver = aBotReceiver(), receipts = [], keep = async () => {} }: Try) => {
  const channel = slackChannel({ receivers: [receiver], secrets, threads, records, fetch: slack.fetch });
  return channel.deliver(record, await records.put(record), receiver.name, receipts, keep);
};

const TOLD = { payments: { at: '2026-11-21T08:00:05.000Z', rank: 4 } };
const OPEN = anIssue({ told: TOLD });
const RESOLVED = anIssue({ told: TOLD, state: 'resolved', occurrences: [] });
/** More than one message holds. */
const MANY = Array.from({ length: 300 }, (_, n) => anIssue({ vulnerability: `CVE-2026-${n}`, told: TOLD }));
const DONE: DoneAlert = { kind: 'done', receiver: 'payments', because: [], mention: [] };

let version = 1;
/** A record of its own, of one alert. */
const telling = (alert: Alert, issues = [OPEN], overrides: Partial<EvaluationRecord> = {}): EvaluationRecord =>
  aRecord({ alerts: [alert], ledger: aLedger({ issues }), version: version++, ...overrides });

const first = () => telling(aSummaryAlert());
const second = () => telling(anAlert());
const goodNews = (issues = [OPEN, RESOLVED]) =>
  telling(anAlert({ issues: [], resolved: [issues.indexOf(RESOLVED)] }), issues, { transitions: [] });
const done = () => telling(DONE, [RESOLVED], { at: '2027-03-12T08:00:00.000Z', transitions: [] });

const payloads = (): readonly SlackPayload[] => slack.fake.accepted.map(({ payload }) => payload);
const lastPayload = (): SlackPayload => payloads().at(-1) ?? {};
const tsOf = (index: number): string => String(slack.fake.accepted[index]?.ts);
const found = () => threads.find('payments', 'payments/api');
const DELIVERED = { kind: 'delivered', receipts: [] };

describe('the first alert about a lineage', () => {
  test('is a message of the channel’s own, and begins a thread', async () => {
    const record = first();
    await deliver({ record });
    expect(payloads()).toEqual([expect.not.objectContaining({ thread_ts: expect.anything() })]);
    expect(await found()).toEqual({ channelId: 'C0PAYMENTS', ts: tsOf(0), recordKey: await records.put(record) });
  });

  test('begins the thread before it is kept as accepted', async () => {
    await deliver({ record: first(), keep: async () => expect(await found()).not.toBeNull() });
    expect.assertions(1);
  });

  test('is not told again where it was not kept as accepted', async () => {
    const record = first();
    const keep = () => Promise.reject(new Error('the table is away'));
    await expect(deliver({ record, keep })).rejects.toThrow('the table is away');
    expect(await deliver({ record })).toEqual({ kind: 'delivered', receipts: [tsOf(0)] });
    expect(payloads()).toHaveLength(1);
  });

  test('is told again where not even its thread was begun, and the next alert finds the later one', async () => {
    const { begin } = threads;
    threads = { ...threads, begin: () => Promise.reject(new Error('the table is away')) };
    const record = first();
    await expect(deliver({ record })).rejects.toThrow('the table is away');
    threads = { ...threads, begin };
    await deliver({ record });
    await deliver({ record: second() });
    expect(payloads().map(({ thread_ts }) => thread_ts)).toEqual([undefined, undefined, tsOf(1)]);
  });
});

describe('a later alert', () => {
  test('is a reply in the thread, in the order of what happened', async () => {
    await deliver({ record: first() });
    const outcome = await deliver({ record: second() });
    expect(lastPayload()).toMatchObject({ channel: 'C0PAYMENTS', thread_ts: tsOf(0) });
    expect(outcome).toEqual({ kind: 'delivered', receipts: [tsOf(1)] });
    expect(await found()).toMatchObject({ ts: tsOf(0) });
  });

  test.each<[string, boolean, () => EvaluationRecord]>([
    ['what opened or escalated', true, second],
    ['a summary', true, first],
    ['scan news', true, () => telling(aScanNewsAlert())],
    ['what was resolved', false, () => goodNews()],
  ])('of %s is in the thread, and shown in the channel: %s', async (_, isShown, record) => {
    await deliver({ record: first() });
    await deliver({ record: record() });
    expect(lastPayload()).toMatchObject({ thread_ts: tsOf(0), reply_broadcast: isShown });
  });

  test('that takes many messages shows but the first in the channel', async () => {
    await deliver({ record: first() });
    const transitions = MANY.map((_, issue) => ({ kind: 'opened', issue, cause: 'disclosed' }) as const);
    await deliver({ record: telling(anAlert({ issues: [...MANY.keys()] }), MANY, { transitions }) });
    const [one, ...others] = payloads().slice(1);
    expect(others.length).toBeGreaterThan(0);
    expect(one).toMatchObject({ thread_ts: tsOf(0), reply_broadcast: true });
    for (const other of others) expect(other).toMatchObject({ thread_ts: tsOf(0), reply_broadcast: false });
  });

  test('goes on in the thread after what was accepted of it', async () => {
    await deliver({ record: first() });
    const record = telling(aSummaryAlert({ issues: [...MANY.keys()] }), MANY);
    let receipts: Receipts = [];
    const keep = async (soFar: Receipts): Promise<void> => {
      receipts = soFar;
      if (soFar.length === 1) slack.fake.behave({ status: 429 });
    };
    expect(await deliver({ record, keep })).toMatchObject({ kind: 'retry' });
    slack.fake.behave(null);
    expect(await deliver({ record, receipts })).toMatchObject({ kind: 'delivered' });
    expect(
      new Set(
        payloads()
          .slice(1)
          .map(({ thread_ts }) => thread_ts),
      ),
    ).toEqual(new Set([tsOf(0)]));
    expect(new Set(payloads().map(({ text }) => text)).size).toBe(payloads().length);
  });

  test('about another lineage is in another thread', async () => {
    await deliver({ record: first() });
    await deliver({ record: telling(aSummaryAlert(), [OPEN], { lineage: 'payments/web' }) });
    expect(lastPayload()).not.toHaveProperty('thread_ts');
    expect(await found()).toMatchObject({ ts: tsOf(0) });
  });

  test('goes to the channel that the policy names now, and begins a thread there', async () => {
    await deliver({ record: first() });
    slack.fake.addToken(TOKEN, { channels: ['C0PAYMENTS', 'C0ELSEWHERE'] });
    const bot = { channelId: 'C0ELSEWHERE', tokenSecret: 'tallyman/slack-token' };
    await deliver({ record: second(), receiver: { name: 'payments', channel: 'slack', bot } });
    expect(lastPayload()).not.toHaveProperty('thread_ts');
    expect(await found()).toMatchObject({ channelId: 'C0ELSEWHERE', ts: tsOf(1) });
  });
});

describe('a thread that is lost', () => {
  test('because somebody deleted its first message, which Slack does not say, begins anew with the alert', async () => {
    await deliver({ record: first() });
    slack.fake.remove(tsOf(0));
    const record = second();
    await deliver({ record });
    expect(payloads()).toHaveLength(2);
    expect(await found()).toEqual({ channelId: 'C0PAYMENTS', ts: tsOf(1), recordKey: await records.put(record) });
    await deliver({ record: second() });
    expect(lastPayload()).toMatchObject({ thread_ts: tsOf(1) });
  });

  test('as Slack says begins anew with the alert', async () => {
    await threads.begin('payments', 'payments/api', {
      channelId: 'C0PAYMENTS',
      ts: '1.000100',
      recordKey: 'records/0',
    });
    await deliver({ record: second() });
    expect(payloads()).toHaveLength(1);
    expect(lastPayload()).not.toHaveProperty('thread_ts');
    expect(await found()).toMatchObject({ ts: tsOf(0) });
  });

  test('while an alert of many messages is told takes the others along', async () => {
    await deliver({ record: first() });
    const record = telling(aSummaryAlert({ issues: [...MANY.keys()] }), MANY);
    const keep = async ({ length }: Receipts): Promise<void> => {
      if (length === 1) slack.fake.remove(tsOf(0));
    };
    await deliver({ record, keep });
    const [, reply, lost, ...others] = payloads();
    expect([reply, lost].map((payload) => payload?.['thread_ts'])).toEqual([tsOf(0), tsOf(0)]);
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toMatchObject({ thread_ts: tsOf(2) });
  });
});

const SAID = 'Closed on 12 Mar 2027: nothing told here is open any more';

describe('once nothing told is open any more', () => {
  test('the first message says so, the thread has ended, and nothing is posted', async () => {
    await deliver({ record: first() });
    const [before] = payloads();
    expect(await deliver({ record: done() })).toEqual(DELIVERED);
    const [headline, ...others] = (before?.['blocks'] ?? []) as readonly object[];
    expect(payloads().slice(1)).toEqual([
      {
        channel: 'C0PAYMENTS',
        ts: tsOf(0),
        text: `${SAID}. ${before?.['text']}`,
        blocks: [
          headline,
          { type: 'context', elements: [{ type: 'plain_text', text: SAID, emoji: false }] },
          ...others,
        ],
      },
    ]);
    expect(await found()).toBeNull();
  });

  test('the next alert begins a new thread', async () => {
    await deliver({ record: first() });
    await deliver({ record: done() });
    await deliver({ record: second() });
    expect(lastPayload()).not.toHaveProperty('thread_ts');
    expect(lastPayload()).not.toHaveProperty('ts');
  });

  test('a receiver that hears of what was resolved hears it in the thread first', async () => {
    await deliver({ record: first() });
    const outcome = await deliver({ record: goodNews([RESOLVED]) });
    const [, told, marked] = payloads();
    expect(told).toMatchObject({ thread_ts: tsOf(0), reply_broadcast: false });
    expect(marked).toMatchObject({ ts: tsOf(0), text: expect.stringMatching(/^Closed on 21 Nov: nothing/) });
    expect(outcome).toEqual({ kind: 'delivered', receipts: [tsOf(1)] });
    expect(await found()).toBeNull();
  });

  test('what was resolved while something told is open marks nothing', async () => {
    await deliver({ record: first() });
    await deliver({ record: goodNews([RESOLVED, OPEN]) });
    expect(payloads()).toHaveLength(2);
    expect(await found()).toMatchObject({ ts: tsOf(0) });
  });

  test.each<[string, Receiver]>([
    ['a bot without a thread', aBotReceiver()],
    ['a webhook', aWebhookReceiver()],
  ])('%s has nothing to do', async (_, receiver) => {
    expect(await deliver({ record: done(), receiver })).toEqual(DELIVERED);
    expect(payloads()).toEqual([]);
  });

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'a first message of which Slack says %s stays as it is, and the thread has ended',
    async (error) => {
      await deliver({ record: first() });
      slack.fake.behave({ error });
      expect(await deliver({ record: done() })).toEqual(DELIVERED);
      expect(await found()).toBeNull();
    },
  );

  test.each<[Parameters<Slack['fake']['behave']>[0], Partial<DeliveryOutcome>]>([
    [
      { status: 429, retryAfter: 7 },
      { kind: 'retry', afterSeconds: 7 },
    ],
    [{ error: 'update_failed' }, { kind: 'retry' }],
    [{ error: 'is_archived' }, { kind: 'refused', remedy: expect.stringContaining('unarchive') }],
  ])('answered %j, it is tried again, and what was told is not told again', async (behaviour, expected) => {
    await deliver({ record: first() });
    const record = goodNews([RESOLVED]);
    let receipts: Receipts = [];
    const keep = async (soFar: Receipts): Promise<void> => {
      receipts = soFar;
      slack.fake.behave(behaviour);
    };
    expect(await deliver({ record, keep })).toMatchObject(expected);
    expect(await found()).not.toBeNull();
    slack.fake.behave(null);
    expect(await deliver({ record, receipts })).toEqual({ kind: 'delivered', receipts });
    expect(payloads().map(({ ts }) => ts)).toEqual([undefined, undefined, tsOf(0)]);
    expect(await found()).toBeNull();
  });
});

test('a drill is of no thread', async () => {
  const drill = { drill: true, transitions: [] } as const;
  await deliver({ record: telling(aSummaryAlert(), [RESOLVED], drill) });
  await deliver({ record: telling(aSummaryAlert(), [RESOLVED], drill) });
  expect(payloads().map(({ thread_ts }) => thread_ts)).toEqual([undefined, undefined]);
  expect(await found()).toBeNull();
});
