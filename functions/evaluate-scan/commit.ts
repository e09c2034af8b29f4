import { dueAt } from '../core/domain/due-at.ts';
import type { Head } from '../core/domain/lineage.ts';
import type { EvaluationRecord } from '../core/domain/record.ts';
import type { Delivery, LineageItem, Reminder } from '../core/ports.ts';
import { sendDeliveries } from '../send-deliveries.ts';
import { remindersAfter } from './reminders.ts';
import type { World } from './world.ts';

/** `resend` looks after deliveries that are still on the item this long after the commit. */
const SEND_MS = 60_000;

type Committing = Pick<World, 'policy' | 'lineages' | 'records' | 'outbox' | 'roundUps' | 'journal' | 'now'>;

/**
 * Keeps the record, commits it, sends its deliveries and those an earlier evaluation left.
 * Until the one conditional write nothing has happened; after it nothing can be lost.
 *
 * @param item - the lineage item that the evaluation began with
 * @returns the item after; `conflict` where somebody else committed since
 */
export const commitRecord = async (
  world: Committing,
  record: EvaluationRecord,
  item: LineageItem,
): Promise<LineageItem | 'conflict'> => {
  const recordKey = await world.records.put(record);
  const deliveries = deliveriesOf(world, record, recordKey);
  const { at, heads } = record;
  const reminders = remindersAfter(world.policy, item, record, recordKey);
  return commit(world, { ...item, recordKey, heads, reminders, pending: [...item.pending, ...deliveries] }, at);
};

/** Commits what needs no record: other heads with the same issues, an image that is known, when to remind. */
export const commitState = (
  world: Committing,
  item: LineageItem,
  change: { readonly heads?: readonly Head[]; readonly reminders?: readonly Reminder[] },
  at: string,
): Promise<LineageItem | 'conflict'> => commit(world, { ...item, ...change }, at);

const commit = async (world: Committing, item: LineageItem, at: string): Promise<LineageItem | 'conflict'> => {
  const isPending = item.pending.length > 0;
  const later = dueAt(item);
  const due = isPending ? new Date(Date.parse(at) + SEND_MS).toISOString() : later;
  const next = { ...item, version: item.version + 1, dueAt: due };
  if ((await world.lineages.commit(next)) === 'conflict') return 'conflict';
  return isPending ? send(world, next, later) : next;
};

const deliveriesOf = ({ policy }: Committing, { alerts }: EvaluationRecord, recordKey: string): readonly Delivery[] =>
  alerts.flatMap((alert) => {
    const { receiver } = alert;
    const mayWait = alert.kind === 'summary' && alert.first;
    return policy.receivers
      .filter(({ name }) => name === receiver)
      .map(({ channel }) => ({ deliveryId: `${recordKey}#${receiver}`, recordKey, receiver, channel, mayWait }));
  });

/** What cannot be sent now stays on the item for `resend`: the evaluation is committed and is not done again. */
const send = async (world: Committing, item: LineageItem, later: string | null): Promise<LineageItem> => {
  const { lineages, journal, now } = world;
  const { lineage, version, pending } = item;
  try {
    await sendDeliveries(world, pending, now());
    await lineages.settle(lineage, version, later);
    return { ...item, pending: [], dueAt: later };
  } catch (error) {
    journal.note('deliveries are left to resend', { lineage, deliveries: pending.length, error: String(error) });
    return item;
  }
};
