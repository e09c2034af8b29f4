import type { Alert } from '../core/domain/alert.ts';
import { dueAt } from '../core/domain/due-at.ts';
import type { EvaluationRecord } from '../core/domain/record.ts';
import type { Delivery } from '../core/ports/deliveries.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import { sendDeliveries } from '../send-deliveries.ts';
import { trace } from './origin.ts';
import { remindersAfter } from './reminders.ts';
import type { World } from './world.ts';

/** `resend` looks after deliveries that are still on the item this long after the commit. */
const SEND_MS = 60_000;

type Committing = Pick<World, 'policy' | 'lineages' | 'records' | 'outbox' | 'roundUps' | 'labels' | 'journal' | 'now'>;

/**
 * Keeps the record, commits it, sends its deliveries and those an earlier evaluation left.
 * Until the one conditional write nothing has happened; after it nothing can be lost.
 *
 * @param item - the lineage item that the evaluation began with
 * @param isFirstSweep - whether what people are told waits for the end of the first sweep
 * @returns the item after; `conflict` where somebody else committed since
 */
export const commitRecord = async (
  world: Committing,
  record: EvaluationRecord,
  item: LineageItem,
  isFirstSweep = false,
): Promise<LineageItem | 'conflict'> => {
  const { origin, labels } = await trace(world, item, record.image);
  const recordKey = await world.records.put({ ...record, origin });
  const deliveries = deliveriesOf(world, record, recordKey, isFirstSweep);
  const { at, heads } = record;
  const reminders = remindersAfter(world.policy, item, record, recordKey);
  return commit(world, { ...item, recordKey, heads, labels, reminders, pending: [...item.pending, ...deliveries] }, at);
};

/** Commits what needs no record: other heads with the same issues, what is known or awaited, when to remind. */
export const commitState = (
  world: Committing,
  item: LineageItem,
  change: Partial<Pick<LineageItem, 'heads' | 'reminders' | 'awaited' | 'scanning'>>,
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

const deliveriesOf = (
  { policy }: Committing,
  { alerts }: EvaluationRecord,
  recordKey: string,
  isFirstSweep: boolean,
): readonly Delivery[] =>
  alerts.flatMap((alert) => {
    const { receiver } = alert;
    const waits = waitsFor(alert, isFirstSweep);
    return policy.receivers
      .filter(({ name }) => name === receiver)
      .map(({ channel }) => ({ deliveryId: `${recordKey}#${receiver}`, recordKey, receiver, channel, waits }));
  });

/** What may come of many lineages at once is gathered. */
const waitsFor = (alert: Alert, isFirstSweep: boolean): Delivery['waits'] => {
  if (isFirstSweep && alert.kind !== 'findings' && alert.kind !== 'done') return 'sweep';
  const isCount = alert.kind === 'summary' && (alert.first || alert.switched !== null);
  return isCount || alert.kind === 'posture-news' ? 'hour' : 'no';
};

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
