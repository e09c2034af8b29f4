import type { EvaluationRecord } from '../../core/domain/record.ts';
import { doneMessage } from '../../core/messages/slack/done.ts';
import type { DeliveryFailure } from '../../core/ports/deliveries.ts';
import { type BotReceiver, slackUpdate } from './post.ts';
import { failureOf } from './posted.ts';
import { type ThreadWorld, threadOf } from './thread-of.ts';

/** What Slack says of a message that was deleted, or that may not be changed any more: https://docs.slack.dev/reference/methods/chat.update#errors */
const UNCHANGEABLE: ReadonlySet<string | null> = new Set([
  'cant_update_message',
  'edit_window_closed',
  'message_not_found',
]);

/** Marks the first message of the thread about the lineage of `record`, and ends the thread. What cannot be marked is left as it is. */
export const markDone = async (
  { threads, records, secrets, connection }: ThreadWorld,
  receiver: BotReceiver,
  { lineage, at }: EvaluationRecord,
): Promise<DeliveryFailure | null> => {
  const thread = await threadOf(threads, receiver, lineage);
  if (thread === null) return null;
  const { ts, recordKey } = thread;
  const first = { record: await records.get(recordKey), recordKey, receiver: receiver.name };
  const updated = await slackUpdate(receiver, secrets, connection)(doneMessage(first, at), ts);
  const isUnchangeable = updated.kind === 'refused' && UNCHANGEABLE.has(updated.code);
  if (updated.kind !== 'updated' && !isUnchangeable) return failureOf(updated);
  await threads.end(receiver.name, lineage);
  return null;
};
