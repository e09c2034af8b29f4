import type { HttpAnswer } from '../http.ts';
import { json, refused } from './slack-answer.ts';
import { refusedMessage, type SlackRefusal } from './slack-message.ts';
import type { AcceptedPost, SlackPayload } from './slack-payload.ts';

/** What the owner of a token asks, who may. */
type Method = (payload: SlackPayload, token: string) => HttpAnswer;

/** A message that is in its channel. */
interface Shown {
  readonly channel: unknown;
  readonly token: string;
  /** The first message of the thread that it is in; null where it is a message of the channel's own. */
  readonly thread: string | null;
}

/** `chat.postMessage` and `chat.update`, which keep what they take in `accepted`. */
export const slackChat = (accepted: AcceptedPost[]) => {
  /** By `ts`; null where it was deleted. */
  const shown = new Map<string, Shown | null>();

  const postMessage: Method = (payload, token) => {
    const { channel, thread_ts, text, blocks } = payload;
    const parent = thread_ts === undefined ? null : shown.get(String(thread_ts));
    const refusal = refusedThread(parent, channel) ?? refusedMessage(payload);
    if (refusal) return refused('web-api', refusal.error, refusal.messages);
    const ts = `${1_795_248_000 + accepted.length}.000100`;
    // A reply to what was deleted becomes a message of the channel's own: https://github.com/slack-go/slack/issues/1571
    const thread = parent === null ? null : String(thread_ts);
    shown.set(ts, { channel, token, thread });
    accepted.push({ channel: String(channel), webhook: null, ts, payload });
    return json({
      ok: true,
      channel,
      ts,
      message: { text, blocks, ts, ...(thread !== null && { thread_ts: thread }) },
    });
  };

  const update: Method = (payload, token) => {
    const { channel, ts, text, blocks } = payload;
    const refusal = refusedUpdate(shown.get(String(ts)), channel, token) ?? refusedMessage(payload);
    if (refusal) return refused('web-api', refusal.error, refusal.messages);
    accepted.push({ channel: String(channel), webhook: null, ts: String(ts), payload });
    return json({ ok: true, channel, ts, text, message: { text, blocks } });
  };

  return {
    methods: new Map([
      ['/api/chat.postMessage', postMessage],
      ['/api/chat.update', update],
    ]),
    remove: (ts: string): void => {
      shown.set(ts, null);
    },
  };
};

const because = (error: string): SlackRefusal => ({ error, messages: [] });

/** @param parent - what is replied to: null where that is nothing, or nothing any more; undefined where it never was */
const refusedThread = (parent: Shown | null | undefined, channel: unknown): SlackRefusal | null => {
  if (parent === null) return null;
  if (parent?.channel !== channel) return because('thread_not_found');
  return parent?.thread === null ? null : because('cannot_reply_to_message');
};

const refusedUpdate = (message: Shown | null | undefined, channel: unknown, token: string): SlackRefusal | null => {
  if (!message || message.channel !== channel) return because('message_not_found');
  return message.token === token ? null : because('cant_update_message');
};
