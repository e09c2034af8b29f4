import type { Alert } from '../../core/domain/alert.ts';
import { allOver } from '../../core/domain/all-over.ts';
import { slackMessages } from '../../core/messages/slack/message.ts';
import type { ToTell } from '../../core/messages/told.ts';
import type { DeliveryOutcome, Receipts } from '../../core/ports/deliveries.ts';
import { markDone } from './mark-done.ts';
import { type BotReceiver, slackPost } from './post.ts';
import { type Keep, postAll } from './post-all.ts';
import { type ThreadWorld, threadOf } from './thread-of.ts';

interface Delivering extends Omit<ToTell, 'receiver'> {
  readonly receiver: BotReceiver;
  readonly alert: Alert | undefined;
  readonly receipts: Receipts;
  readonly keep: Keep;
}

/** Tells an alert in the thread about its lineage, and marks the thread once nothing told in it is open any more. */
export const tellInThread = async (world: ThreadWorld, delivering: Delivering): Promise<DeliveryOutcome> => {
  const { record, receiver, alert, receipts } = delivering;
  const isDone = alert?.kind === 'done';
  const outcome: DeliveryOutcome = isDone ? { kind: 'delivered', receipts } : await post(world, delivering);
  const isOver = isDone || (isQuiet(alert) && allOver(record.ledger.issues, receiver.name));
  if (outcome.kind !== 'delivered' || !isOver) return outcome;
  return (await markDone(world, receiver, record)) ?? outcome;
};

const post = async (
  { threads, secrets, connection }: ThreadWorld,
  delivering: Delivering,
): Promise<DeliveryOutcome> => {
  const { record, recordKey, receiver, alert, receipts, keep } = delivering;
  const { name, bot } = receiver;
  const posting = {
    post: slackPost(receiver, secrets, connection),
    messages: slackMessages({ record, recordKey, receiver: name, thread: true }),
    broadcast: !isQuiet(alert),
    begin: (ts: string) => threads.begin(name, record.lineage, { channelId: bot.channelId, ts, recordKey }),
    keep,
  };
  // It is of many lineages: none of their threads is its own, and what it begins is about none of them.
  if (alert?.kind === 'round-up') return postAll({ ...posting, begin: async () => {} }, null, receipts);
  const thread = await threadOf(threads, receiver, record.lineage);
  // A try that began the thread may have ended before it kept that.
  const hasBegun = receipts.length === 0 && thread?.recordKey === recordKey;
  return postAll(posting, thread?.ts ?? null, hasBegun ? [thread.ts] : receipts);
};

/** Whether nothing opened or escalated: then it is for the thread alone. */
const isQuiet = (alert: Alert | undefined): boolean => alert?.kind === 'changes' && alert.issues.length === 0;
