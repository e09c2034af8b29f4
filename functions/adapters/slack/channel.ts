import type { Receiver } from '../../core/domain/policy.ts';
import type { SlackMessage } from '../../core/messages/slack/block.ts';
import { slackMessages } from '../../core/messages/slack/message.ts';
import { type Channel, type DeliveryOutcome, type Receipts, type Secrets, unknownReceiver } from '../../core/ports.ts';
import { type SlackPost, slackPost } from './post.ts';
import type { Posted } from './posted.ts';

const TIMEOUT_MS = 10_000;

interface SlackWorld {
  /** All of the policy. */
  readonly receivers: readonly Receiver[];
  readonly secrets: Secrets;
  readonly fetch?: typeof globalThis.fetch;
  /** Of one post. */
  readonly timeoutMs?: number;
}

/** Slack, by a bot or an incoming webhook, whichever the receiver is. */
export const slackChannel = ({
  receivers,
  secrets,
  fetch = globalThis.fetch,
  timeoutMs = TIMEOUT_MS,
}: SlackWorld): Channel => ({
  deliver: async (record, recordKey, name, receipts, keep) => {
    const receiver = receivers.find((candidate) => candidate.name === name);
    if (receiver?.channel !== 'slack') return unknownReceiver(name);
    const messages = slackMessages({ record, recordKey, receiver: name, thread: 'bot' in receiver });
    return postAll(slackPost(receiver, secrets, { fetch, timeoutMs }), messages, receipts, keep);
  },
});

/** What Slack says of a thread whose first message was deleted or locked. */
const LOST_THREAD: ReadonlySet<string | null> = new Set([
  'cannot_reply_to_message',
  'message_not_found',
  'restricted_action_thread_locked',
  'thread_not_found',
]);

/** Posts what `receipts` do not cover: the first message, then the others into its thread. A lost first message means a new one. */
const postAll = async (
  post: SlackPost,
  messages: readonly SlackMessage[],
  receipts: Receipts,
  keep: (receipts: Receipts) => Promise<void>,
): Promise<DeliveryOutcome> => {
  let accepted = receipts;
  for (const message of messages.slice(receipts.length)) {
    const posted = await post(message, accepted[0] ?? null);
    if (isThreadLost(posted) && receipts.length > 0) return postAll(post, messages, [], keep);
    if (posted.kind !== 'accepted') return outcomeOf(posted);
    accepted = [...accepted, posted.receipt];
    await keep(accepted);
  }
  return { kind: 'delivered', receipts: accepted };
};

const isThreadLost = (posted: Posted): boolean => posted.kind === 'refused' && LOST_THREAD.has(posted.code);

const outcomeOf = (posted: Exclude<Posted, { kind: 'accepted' }>): DeliveryOutcome =>
  posted.kind === 'retry' ? posted : { kind: 'refused', reason: posted.reason, remedy: posted.remedy };
