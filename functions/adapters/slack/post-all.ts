import type { SlackMessage } from '../../core/messages/slack/block.ts';
import type { DeliveryOutcome, Receipts } from '../../core/ports/deliveries.ts';
import type { Reply } from './bot.ts';
import type { SlackPost } from './post.ts';
import { type Accepted, failureOf, type Posted } from './posted.ts';

/** Remembers what was accepted so far. */
export type Keep = (receipts: Receipts) => Promise<void>;

interface Posting {
  readonly post: SlackPost;
  readonly messages: readonly SlackMessage[];
  /** Whether the channel shows the first message, where that is a reply. */
  readonly broadcast: boolean;
  /** Called where the first message is one of the channel's own, before it is kept. */
  readonly begin: (ts: string) => Promise<void>;
  readonly keep: Keep;
}

/** What Slack says of a thread whose first message was deleted or locked. */
const LOST_THREAD: ReadonlySet<string | null> = new Set([
  'cannot_reply_to_message',
  'message_not_found',
  'restricted_action_thread_locked',
  'thread_not_found',
]);

/** How far it got: what was accepted, and the first message of the thread that the others go into. */
interface Progress {
  readonly parent: string | null;
  readonly accepted: Receipts;
}

/**
 * Posts what `receipts` do not cover: the first message, and the others into its thread.
 *
 * @param thread - where all of them go; null: the first begins one. One that is lost means a new one
 */
export const postAll = async (
  posting: Posting,
  thread: string | null,
  receipts: Receipts,
): Promise<DeliveryOutcome> => {
  const found = thread ?? receipts[0] ?? null;
  let progress: Progress = { parent: found, accepted: receipts };
  for (const message of posting.messages.slice(receipts.length)) {
    const { parent } = progress;
    const posted = await posting.post(message, replyTo(progress, posting));
    if (parent !== null && parent === found && isThreadLost(posted)) return postAll(posting, null, []);
    if (posted.kind !== 'accepted') return failureOf(posted);
    progress = await remember(posted, progress, posting);
  }
  return { kind: 'delivered', receipts: progress.accepted };
};

const replyTo = ({ parent, accepted }: Progress, { broadcast }: Posting): Reply | null =>
  parent === null ? null : { parent, broadcast: broadcast && accepted.length === 0 };

const isThreadLost = (posted: Posted): boolean => posted.kind === 'refused' && LOST_THREAD.has(posted.code);

const remember = async (
  { receipt, parent }: Accepted,
  { accepted }: Progress,
  { begin, keep }: Posting,
): Promise<Progress> => {
  if (accepted.length === 0 && parent === null && receipt !== null) await begin(receipt);
  const soFar = [...accepted, receipt];
  await keep(soFar);
  return { parent: parent ?? receipt, accepted: soFar };
};
