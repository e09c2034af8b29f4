import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackChannel } from '../../../functions/adapters/slack/channel.ts';
import type { Receiver } from '../../../functions/core/domain/policy.ts';
import { slackMessages } from '../../../functions/core/messages/slack/message.ts';
import type { Threads } from '../../../functions/core/ports/channel.ts';
import type { Receipts } from '../../../functions/core/ports/deliveries.ts';
import type { Records } from '../../../functions/core/ports/records.ts';
import type { Secrets } from '../../../functions/core/ports/secrets.ts';
import { listen } from '../../../replay/http.ts';
import { A_LONG_RECORD, deliver } from '../../contract/channel.ts';
import { dropped } from '../../support/aws.ts';
import { aBotReceiver, aRecord, aWebhookReceiver, RECORD_KEY } from '../../support/builders.ts';
import { fakeRecords } from '../../support/fake-records.ts';
import { fakeSecrets } from '../../support/fake-secrets.ts';
import { fakeThreads } from '../../support/fake-threads.ts';
import { type Slack, startSlack, TOKEN, WEBHOOK, WEBHOOK_PATH } from '../../support/slack.ts';

const TOKEN_SECRET = 'tallyman/slack-token';
const WEBHOOK_SECRET = 'tallyman/payments-webhook';

let slack: Slack;
let secrets: ReturnType<typeof fakeSecrets>;
let threads: Threads;
let records: Records;
beforeEach(async () => {
  threads = fakeThreads();
  records = fakeRecords();
  slack = await startSlack();
  secrets = fakeSecrets({ [TOKEN_SECRET]: TOKEN, [WEBHOOK_SECRET]: WEBHOOK });
});
afterEach(() => slack.stop());

const channelOf = (receiver: Receiver, fetch = slack.fetch) =>
  slackChannel({ receivers: [receiver], secrets, threads, records, fetch, timeoutMs: 500 });
const bot = () => channelOf(aBotReceiver());
const webhook = () => channelOf(aWebhookReceiver());
const accepted = () => slack.fake.accepted;
const messages = (thread: boolean) =>
  slackMessages({ record: A_LONG_RECORD, recordKey: RECORD_KEY, receiver: 'payments', thread });
const shortly = (channel = bot()) => deliver(channel, {}, aRecord());

describe('a bot', () => {
  test('posts what does not fit one message into its thread, in order, without unfurling', async () => {
    const [parent, ...overflow] = messages(true);
    expect(overflow.length).toBeGreaterThan(0);
    const outcome = await deliver(bot());
    const unfurl = { channel: 'C0PAYMENTS', unfurl_links: false, unfurl_media: false };
    const ts = accepted()[0]?.ts;
    expect(accepted().map(({ payload }) => payload)).toEqual([
      { ...parent, ...unfurl },
      ...overflow.map((message) => ({ ...message, ...unfurl, thread_ts: ts, reply_broadcast: false })),
    ]);
    expect(outcome).toEqual({ kind: 'delivered', receipts: accepted().map((post) => post.ts) });
  });

  test('goes on after what was accepted, in the same thread', async () => {
    let receipts: Receipts = [];
    const interrupted = await deliver(bot(), {
      keep: async (soFar) => {
        receipts = soFar;
        if (soFar.length === 2) slack.fake.behave({ status: 429, retryAfter: 7 });
      },
    });
    expect(interrupted).toMatchObject({ kind: 'retry', afterSeconds: 7 });
    slack.fake.behave(null);
    expect(await deliver(bot(), { receipts })).toEqual({ kind: 'delivered', receipts: accepted().map(({ ts }) => ts) });
    expect(accepted().map(({ payload }) => payload['text'])).toEqual(messages(true).map(({ text }) => text));
    expect(
      new Set(
        accepted()
          .slice(1)
          .map(({ payload }) => payload['thread_ts']),
      ),
    ).toEqual(new Set([receipts[0]]));
  });

  test('tells anew where the first message was deleted since', async () => {
    const outcome = await deliver(bot(), { receipts: ['1.000100'] });
    expect(accepted()).toHaveLength(messages(true).length);
    expect(outcome).toEqual({ kind: 'delivered', receipts: accepted().map(({ ts }) => ts) });
  });

  test('does not tell anew what is lost at once', async () => {
    const keep = async () => slack.fake.behave({ error: 'thread_not_found' });
    expect(await deliver(bot(), { keep })).toMatchObject({
      kind: 'refused',
      reason: 'Slack answered 200 thread_not_found',
      remedy: expect.stringContaining('redrive'),
    });
    expect(accepted()).toHaveLength(1);
  });
});

test('a webhook gets one message, and no thread', async () => {
  expect(await deliver(webhook())).toEqual({ kind: 'delivered', receipts: [null] });
  expect(accepted()).toEqual([
    {
      channel: null,
      webhook: WEBHOOK_PATH,
      ts: null,
      payload: { ...messages(false)[0], unfurl_links: false, unfurl_media: false },
    },
  ]);
});

describe('what Slack says', () => {
  test.each([
    'ratelimited',
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'team_added_to_org',
  ])('%s passes by itself', async (error) => {
    slack.fake.behave({ error });
    expect(await shortly()).toEqual({ kind: 'retry', reason: `Slack answered 200 ${error}`, afterSeconds: 0 });
  });

  test.each([
    [
      'invalid_auth',
      `put the bot token (xoxb-…) from the app's page OAuth & Permissions into the secret ${TOKEN_SECRET}`,
    ],
    ['token_revoked', `into the secret ${TOKEN_SECRET}`],
    ['account_inactive', `into the secret ${TOKEN_SECRET}`],
    ['missing_scope', 'chat:write'],
    ['channel_not_found', 'check the channel C0PAYMENTS in tallyman.yaml'],
    ['not_in_channel', 'invite the app to the channel C0PAYMENTS'],
    ['is_archived', 'unarchive the channel C0PAYMENTS'],
    ['restricted_action', 'a setting of the workspace'],
    ['invalid_blocks', 'report it'],
    ['msg_too_long', 'report it'],
    ['a_word_of_tomorrow', "mend what Slack's documentation of chat.postMessage says of a_word_of_tomorrow"],
    ['constructor', "mend what Slack's documentation"],
  ])('%s is refused, with the remedy', async (error, remedy) => {
    slack.fake.behave({ error });
    const reason = `Slack answered 200 ${error}`;
    expect(await shortly()).toEqual({ kind: 'refused', reason, remedy: expect.stringContaining(remedy) });
  });

  test.each([
    [
      'no_service',
      404,
      `(https://hooks.slack.com/services/…) of an incoming webhook into the secret ${WEBHOOK_SECRET}`,
    ],
    ['invalid_token', 403, `into the secret ${WEBHOOK_SECRET}`],
    ['channel_is_archived', 410, "unarchive the webhook's channel"],
    ['action_prohibited', 403, 'a setting of the workspace'],
    ['invalid_payload', 400, 'report it'],
    ['a_word_of_tomorrow', 400, 'a_word_of_tomorrow'],
  ])('%s of a webhook is refused, with the remedy', async (error, status, remedy) => {
    slack.fake.behave({ error });
    const reason = `Slack answered ${status} ${error}`;
    expect(await shortly(webhook())).toEqual({ kind: 'refused', reason, remedy: expect.stringContaining(remedy) });
  });

  test('rollup_error of a webhook passes by itself', async () => {
    slack.fake.behave({ error: 'rollup_error' });
    expect(await shortly(webhook())).toMatchObject({ kind: 'retry', reason: 'Slack answered 500 rollup_error' });
  });

  test('its complaints about a message are passed on, with their places', async () => {
    slack.fake.behave({
      body: JSON.stringify({
        ok: false,
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'] },
      }),
    });
    expect(await shortly()).toMatchObject({
      reason: 'Slack answered 200 invalid_blocks; [ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    });
  });

  test('a limit told with HTTP 200 is waited for as long as it asks', async () => {
    slack.fake.behave({ error: 'ratelimited', retryAfter: 12 });
    expect(await shortly()).toMatchObject({ kind: 'retry', afterSeconds: 12 });
  });
});

describe.each([
  ['a bot', aBotReceiver()],
  ['a webhook', aWebhookReceiver()],
])('%s that is not answered', (_, receiver) => {
  const unanswered = { kind: 'retry', reason: 'Slack did not answer', afterSeconds: 0 };

  test('is to be tried again: time-out', async () => {
    const { url, close } = await listen(() => new Promise(() => {}));
    const fetch: typeof globalThis.fetch = (_target, init) => globalThis.fetch(url, init);
    expect(await shortly(channelOf(receiver, fetch))).toEqual(unanswered);
    await close();
  });

  test('is to be tried again: nobody there', async () => {
    await slack.stop();
    expect(await shortly(channelOf(receiver))).toEqual(unanswered);
  });

  test('is to be tried again: the connection drops in the middle of the answer', async () => {
    const { url, close } = await listen(async (request) => dropped(slack.fake.handle(request)));
    const fetch: typeof globalThis.fetch = (target, init) =>
      globalThis.fetch(String(target).replace(/^https:\/\/[a-z.]+/, url), init);
    expect(await shortly(channelOf(receiver, fetch))).toMatchObject({ kind: 'retry', afterSeconds: 0 });
    await close();
  });
});

describe('a secret', () => {
  test('that was rotated is read again, once, and the message goes out', async () => {
    secrets.set(TOKEN_SECRET, 'xoxb-revoked');
    await secrets.read(TOKEN_SECRET, { refresh: true });
    secrets.set(TOKEN_SECRET, TOKEN);
    expect(await deliver(bot())).toMatchObject({ kind: 'delivered' });
  });

  test('that was rotated to another bad one is refused after one more try', async () => {
    const reads: boolean[] = [];
    const rotating: Secrets = {
      read: async (_name, { refresh } = { refresh: false }) => {
        reads.push(refresh);
        return `xoxb-bad-${reads.length}`;
      },
    };
    const channel = slackChannel({
      receivers: [aBotReceiver()],
      secrets: rotating,
      threads,
      records,
      fetch: slack.fetch,
    });
    expect(await shortly(channel)).toMatchObject({ kind: 'refused', reason: 'Slack answered 200 invalid_auth' });
    expect(reads).toEqual([false, true]);
  });

  test('that is not there is refused, with the remedy', async () => {
    secrets = fakeSecrets();
    expect(await shortly()).toEqual({
      kind: 'refused',
      reason: `there is no secret ${TOKEN_SECRET}`,
      remedy: `create the secret ${TOKEN_SECRET}`,
    });
  });

  test('that AWS does not give now is thrown', async () => {
    const away: Secrets = { read: () => Promise.reject(new Error('Rate exceeded')) };
    const channel = slackChannel({ receivers: [aBotReceiver()], secrets: away, threads, records, fetch: slack.fetch });
    await expect(shortly(channel)).rejects.toThrow('Rate exceeded');
  });

  test.each([
    ['made-up', aWebhookReceiver()],
    ['https://made-up:pass@hooks.slack.com/', aWebhookReceiver()],
    ['ftp://made-up/', aWebhookReceiver()],
    ['xoxb-made-up\nxoxb-made-up', aBotReceiver()],
    ['xoxb-made-up-…', aBotReceiver()],
  ])('%j of the wrong shape is refused, with the remedy, and not told', async (secret, receiver) => {
    secrets = fakeSecrets({ [TOKEN_SECRET]: secret, [WEBHOOK_SECRET]: secret });
    const outcome = await shortly(channelOf(receiver));
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('does not hold'),
      remedy: expect.stringContaining('into the secret tallyman/'),
    });
    expect(inspect(outcome)).not.toContain('made-up');
  });
});
