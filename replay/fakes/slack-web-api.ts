import type { HttpAnswer } from '../http.ts';
import type { WireRequest } from './aws.ts';
import { json, refused } from './slack-answer.ts';
import { refusedMessage, type SlackRefusal } from './slack-message.ts';
import { type AcceptedPost, parsePayload, type SlackPayload } from './slack-payload.ts';

/** `chat.postMessage`, which keeps what it takes in `accepted`. */
export const slackWebApi = (accepted: AcceptedPost[]) => {
  const channelsByToken = new Map<string, readonly string[]>();

  const refusedAccess = (token: string, channel: unknown): SlackRefusal | null => {
    const channels = channelsByToken.get(token);
    if (!channels) return { error: token === '' ? 'not_authed' : 'invalid_auth', messages: [] };
    return channels.some((known) => known === channel) ? null : { error: 'channel_not_found', messages: [] };
  };

  const refusedThread = ({ channel, thread_ts }: SlackPayload): SlackRefusal | null => {
    const isKnown = accepted.some((post) => post.channel === channel && post.ts === thread_ts);
    return thread_ts === undefined || isKnown ? null : { error: 'thread_not_found', messages: [] };
  };

  const postMessage = (request: WireRequest): HttpAnswer => {
    const payload = parsePayload(request);
    if (!payload) return refused('web-api', 'invalid_post_type');
    const token = (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
    const refusal = refusedAccess(token, payload['channel']) ?? refusedThread(payload) ?? refusedMessage(payload);
    if (refusal) return refused('web-api', refusal.error, refusal.messages);
    const channel = String(payload['channel']);
    const ts = `${1_795_248_000 + accepted.length}.000100`;
    accepted.push({ channel, webhook: null, ts, payload });
    return json({ ok: true, channel, ts, message: { text: payload['text'], blocks: payload['blocks'] } });
  };

  return {
    addToken: (token: string, { channels }: { readonly channels: readonly string[] }): void => {
      channelsByToken.set(token, channels);
    },
    post: (request: WireRequest): HttpAnswer =>
      request.path === '/api/chat.postMessage' ? postMessage(request) : refused('web-api', 'unknown_method'),
  };
};
