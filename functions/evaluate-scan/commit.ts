import type { Policy } from '../core/domain/policy.ts';
import type { EvaluationRecord } from '../core/domain/record.ts';
import type { Delivery, Journal, LineageItem, Lineages, Outbox, Records } from '../core/ports.ts';

interface Commit {
  readonly policy: Policy;
  readonly lineages: Lineages;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly journal: Journal;
}

/** `resend` looks after deliveries that are still on the item this long after the commit. */
const SEND_MS = 60_000;

/**
 * Keeps the record, commits it, sends its deliveries and those an earlier evaluation left.
 * Until the one conditional write nothing has happened; after it nothing can be lost.
 *
 * @param item - the lineage item that the evaluation began with
 * @returns the record's key; `conflict` where somebody else committed since
 */
export const commit = async (
  { policy, lineages, records, outbox, journal }: Commit,
  record: EvaluationRecord,
  item: LineageItem | null,
): Promise<{ readonly recordKey: string } | 'conflict'> => {
  const recordKey = await records.put(record);
  const { lineage, version, heads, at } = record;
  const pending = [...(item?.pending ?? []), ...deliveriesOf(policy, record, recordKey)];
  const dueAt = pending.length === 0 ? null : new Date(Date.parse(at) + SEND_MS).toISOString();
  const committed = await lineages.commit({ lineage, version, recordKey, heads, pending, dueAt });
  if (committed === 'conflict') return 'conflict';
  if (pending.length > 0) await send({ lineages, outbox, journal }, lineage, version, pending);
  return { recordKey };
};

const deliveriesOf = (policy: Policy, { alerts }: EvaluationRecord, recordKey: string): readonly Delivery[] =>
  alerts.flatMap(({ receiver }) =>
    policy.receivers
      .filter(({ name }) => name === receiver)
      .map(({ channel }) => ({ deliveryId: `${recordKey}#${receiver}`, recordKey, receiver, channel })),
  );

/** What cannot be sent now stays on the item for `resend`: the evaluation is committed and is not done again. */
const send = async (
  { lineages, outbox, journal }: Omit<Commit, 'policy' | 'records'>,
  lineage: string,
  version: number,
  pending: readonly Delivery[],
): Promise<void> => {
  try {
    await outbox.send(pending);
    await lineages.settle(lineage, version);
  } catch (error) {
    journal.note('deliveries are left to resend', { lineage, deliveries: pending.length, error: String(error) });
  }
};
