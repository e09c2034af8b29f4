import { ErrorCode, type Logger, LogLevel, type WebAPICallResult, WebClient } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Slack, startSlack, TOKEN, WEBHOOK, WEBHOOK_PATH } from '../../support/slack.ts';

let slack: Slack;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.stop());

const quiet = () => {};
const logger: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  setName: quiet,
  getLevel: () => LogLevel.ERROR,
};

type Answer = WebAPICallResult & { ts?: string; message?: object };
const apiCall = (message: object, token = TOKEN, method = 'chat.postMessage'): Promise<Answer> =>
  new WebClient(token, {
    fetch: slack.fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  }).apiCall(method, { channel: 'C0PAYMENTS', ...message });
const update = (message: object, token = TOKEN) => apiCall(message, token, 'chat.update');
const send = (message: object, url = WEBHOOK) => new IncomingWebhook(url, { fetch: slack.fetch }).send(message);

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const section = (length = 1) => ({ type: 'section', text: mrkdwn(length) });
const button = (more: object) => ({ type: 'button', text: plain(1), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** Blocks at a limit, and one step beyond it. */
const LIMITS: readonly (readonly [name: string, atLimit: object[], beyond: object[]])[] = [
  ['50 blocks', times(50, section()), times(51, section())],
  ['3,000 characters in a section', [section(3000)], [section(3001)]],
  ['some text in a section', [section(1)], [section(0)]],
  [
    '10 fields in a section',
    [{ type: 'section', fields: times(10, mrkdwn(1)) }],
    [{ type: 'section', fields: times(11, mrkdwn(1)) }],
  ],
  [
    '2,000 characters in a field',
    [{ type: 'section', fields: [mrkdwn(2000)] }],
    [{ type: 'section', fields: [mrkdwn(2001)] }],
  ],
  ['150 characters in a header', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }]],
  ['plain text in a header', [{ type: 'header', text: plain(1) }], [{ type: 'header', text: mrkdwn(1) }]],
  [
    '10 elements in a context',
    [{ type: 'context', elements: times(10, mrkdwn(1)) }],
    [{ type: 'context', elements: times(11, mrkdwn(1)) }],
  ],
  ['25 elements in actions', [actions(...times(25, button({})))], [actions(...times(26, button({})))]],
  ['75 characters on a button', [actions(button({ text: plain(75) }))], [actions(button({ text: plain(76) }))]],
  [
    '3,000 characters in a URL',
    [actions(button({ url: 'https://'.padEnd(3000, 'x') }))],
    [actions(button({ url: 'https://'.padEnd(3001, 'x') }))],
  ],
  ['a URL of the web', [actions(button({ url: 'https://x.example' }))], [actions(button({ url: 'x.example' }))]],
  [
    '2,000 characters in a value',
    [actions(button({ value: 'x'.repeat(2000) }))],
    [actions(button({ value: 'x'.repeat(2001) }))],
  ],
  [
    '255 characters in an action_id',
    [actions(button({ action_id: 'x'.repeat(255) }))],
    [actions(button({ action_id: 'x'.repeat(256) }))],
  ],
  [
    '255 characters in a block_id',
    [{ ...section(), block_id: 'x'.repeat(255) }],
    [{ ...section(), block_id: 'x'.repeat(256) }],
  ],
  [
    'a block_id of its own for each block',
    [
      { ...section(), block_id: 'a' },
      { ...section(), block_id: 'b' },
    ],
    times(2, { ...section(), block_id: 'a' }),
  ],
  ['no property that a block does not have', [section()], [{ ...section(), title: 'x' }]],
];

describe.each(LIMITS)('of blocks, %s', (_, atLimit, beyond) => {
  test('is taken', async () => {
    expect(await apiCall({ text: 'x', blocks: atLimit })).toMatchObject({ ok: true });
    expect(await send({ text: 'x', blocks: atLimit })).toEqual({ text: 'ok' });
  });

  test('is a limit: beyond it the blocks are refused, with the place', async () => {
    await expect(apiCall({ text: 'x', blocks: beyond })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: [expect.stringMatching(/^\[ERROR\] .+ \[json-pointer:\/blocks/)] },
      },
    });
    await expect(send({ text: 'x', blocks: beyond })).rejects.toMatchObject({
      statusCode: 400,
      body: 'invalid_blocks',
    });
    expect(slack.fake.accepted).toEqual([]);
  });
});

test('about 11,300 characters over all blocks are taken, more are refused', async () => {
  const blocks = [...times(3, section(3000)), section(2300)];
  expect(await apiCall({ text: 'x', blocks })).toMatchObject({ ok: true });
  const tooLong = { data: { error: 'msg_blocks_too_long' } };
  await expect(apiCall({ text: 'x', blocks: [...blocks, section()] })).rejects.toMatchObject(tooLong);
});

test.each([
  ['no_text', {}],
  ['msg_too_long', { text: 'x'.repeat(40_001) }],
  ['channel_not_found', { text: 'x', channel: 'C0ELSEWHERE' }],
  ['thread_not_found', { text: 'x', thread_ts: '1.000100' }],
])('the Web API answers %s with HTTP 200', async (error, message) => {
  await expect(apiCall(message)).rejects.toMatchObject({ code: ErrorCode.PlatformError, data: { ok: false, error } });
});

test('the Web API knows its tokens', async () => {
  await expect(apiCall({ text: 'x' }, 'xoxb-other')).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  await expect(apiCall({ text: 'x' }, '')).rejects.toMatchObject({ data: { error: 'not_authed' } });
});

test('the Web API gives rising timestamps, which make threads', async () => {
  const parent = await apiCall({ text: 'parent' });
  const reply = await apiCall({ text: 'reply', thread_ts: parent.ts });
  expect(Number(reply.ts)).toBeGreaterThan(Number(parent.ts));
  expect(slack.fake.accepted).toMatchObject([
    { channel: 'C0PAYMENTS', webhook: null, ts: parent.ts, payload: { text: 'parent' } },
    { channel: 'C0PAYMENTS', webhook: null, ts: reply.ts, payload: { text: 'reply', thread_ts: parent.ts } },
  ]);
});

test('a reply says in which thread it is; to what was deleted since there are none, which only that shows', async () => {
  const { ts: thread_ts } = await apiCall({ text: 'parent' });
  expect((await apiCall({ text: 'reply', thread_ts })).message).toMatchObject({ thread_ts });
  slack.fake.remove(String(thread_ts));
  expect((await apiCall({ text: 'reply', thread_ts })).message).not.toHaveProperty('thread_ts');
});

test('a reply has no replies, and a thread is in one channel', async () => {
  slack.fake.addToken(TOKEN, { channels: ['C0PAYMENTS', 'C0ELSEWHERE'] });
  const { ts: parent } = await apiCall({ text: 'parent' });
  const { ts: reply } = await apiCall({ text: 'reply', thread_ts: parent });
  const [noReply, elsewhere] = [
    { data: { error: 'cannot_reply_to_message' } },
    { data: { error: 'thread_not_found' } },
  ];
  await expect(apiCall({ text: 'x', thread_ts: reply })).rejects.toMatchObject(noReply);
  await expect(apiCall({ text: 'x', thread_ts: parent, channel: 'C0ELSEWHERE' })).rejects.toMatchObject(elsewhere);
});

describe('an update', () => {
  test('takes the place of what the same bot posted, and is kept with its ts', async () => {
    const { ts } = await apiCall({ text: 'before' });
    expect(await update({ ts, text: 'after' })).toMatchObject({ ok: true, ts });
    expect(slack.fake.accepted[1]).toMatchObject({ channel: 'C0PAYMENTS', ts, payload: { ts, text: 'after' } });
  });

  test('of what was never posted, or deleted since, is refused', async () => {
    const { ts } = await apiCall({ text: 'before' });
    slack.fake.remove(String(ts));
    for (const gone of [ts, '1.000100'])
      await expect(update({ ts: gone, text: 'after' })).rejects.toMatchObject({ data: { error: 'message_not_found' } });
  });

  test.each([
    ['of what another bot posted', 'cant_update_message', { text: 'after' }, 'xoxb-other'],
    ['without a text', 'no_text', {}, TOKEN],
    ['with more blocks than Slack takes', 'invalid_blocks', { text: 'x', blocks: times(51, section()) }, TOKEN],
    ['in a channel where the bot is not', 'channel_not_found', { text: 'x', channel: 'C0ELSEWHERE' }, TOKEN],
  ])('%s is refused: %s', async (_, error, message, token) => {
    slack.fake.addToken('xoxb-other', { channels: ['C0PAYMENTS'] });
    const { ts } = await apiCall({ text: 'before' });
    await expect(update({ ts, ...message }, token)).rejects.toMatchObject({ data: { error } });
  });
});

test('what was accepted is kept as Slack understood it, whether form or JSON', async () => {
  const message = { text: 'x', blocks: [section()], unfurl_links: false };
  await apiCall(message);
  await send(message);
  expect(slack.fake.accepted.map(({ payload }) => payload)).toEqual([{ channel: 'C0PAYMENTS', ...message }, message]);
  expect(slack.fake.accepted[1]).toMatchObject({ channel: null, webhook: WEBHOOK_PATH, ts: null });
});

test('a webhook that is not known answers no_service, a body that is no JSON object invalid_payload', async () => {
  await expect(send({ text: 'x' }, `${WEBHOOK}-gone`)).rejects.toMatchObject({ statusCode: 404, body: 'no_service' });
  const answer = await slack.fetch(WEBHOOK, { method: 'POST', body: 'x' });
  expect([answer.status, await answer.text()]).toEqual([400, 'invalid_payload']);
});

test('a limit is told with Retry-After, on both ways, until it behaves again', async () => {
  slack.fake.behave({ status: 429, retryAfter: 30 });
  await expect(apiCall({ text: 'x' })).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 30 });
  const answer = await slack.fetch(WEBHOOK, { method: 'POST' });
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '30', 'rate_limited']);
  slack.fake.behave(null);
  expect(await apiCall({ text: 'x' })).toMatchObject({ ok: true });
});

test('an outage answers 5xx with HTML', async () => {
  slack.fake.behave({ status: 503 });
  const html = expect.stringContaining('<html>');
  await expect(apiCall({ text: 'x' })).rejects.toMatchObject({ statusCode: 503, body: html });
  await expect(send({ text: 'x' })).rejects.toMatchObject({ statusCode: 503, body: html });
});

test('it answers the code it is told to, each way in its form', async () => {
  slack.fake.behave({ error: 'channel_is_archived' });
  await expect(apiCall({ text: 'x' })).rejects.toMatchObject({ data: { error: 'channel_is_archived' } });
  await expect(send({ text: 'x' })).rejects.toMatchObject({ statusCode: 410, body: 'channel_is_archived' });
});
