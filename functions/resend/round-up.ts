import type { Policy } from '../core/domain/policy.ts';
import { type FirstCount, firstCountOf, roundUp } from '../core/domain/round-up.ts';
import type { Journal, Outbox, Records, RoundUps } from '../core/ports.ts';

interface World {
  readonly policy: Policy;
  readonly roundUps: RoundUps;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly now: () => Date;
}

/** Receivers a run looks after. */
const MAX_RECEIVERS = 100;

/**
 * Tells each receiver whose hour is over the first counts that waited, in one round-up.
 *
 * @returns how many round-ups were sent
 * @throws AggregateError of those that could not be sent now, after the others were
 */
export const tellRoundUps = async (world: World): Promise<number> => {
  const receivers = await world.roundUps.due(world.now().toISOString(), MAX_RECEIVERS);
  const failures: unknown[] = [];
  let sent = 0;
  for (const receiver of receivers) {
    try {
      sent += Number(await tell(world, receiver));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${receivers.length} round-ups wait on`);
  return sent;
};

/** A record of what is gathered is the same however often it is made: so is the delivery, which is claimed once. */
const tell = async ({ policy, roundUps, records, outbox, journal, now }: World, receiver: string): Promise<boolean> => {
  const gathering = await roundUps.gather(receiver, now().toISOString());
  if (gathering === null) return false;
  const channel = policy.receivers.find(({ name }) => name === receiver)?.channel;
  const counts: FirstCount[] = [];
  for (const recordKey of gathering.recordKeys) {
    const count = firstCountOf(await records.get(recordKey), recordKey, receiver);
    if (count !== null) counts.push(count);
  }
  const record = roundUp(policy, receiver, counts, gathering.endedAt);
  if (record === null || channel === undefined) {
    journal.note('nobody is left to tell', { receiver, gathered: counts.length });
    await roundUps.done(receiver);
    return false;
  }
  const [first, ...others] = counts;
  // One alone says more by itself.
  const recordKey = first && others.length === 0 ? first.summary.recordKey : await records.put(record);
  await outbox.send([{ deliveryId: `${recordKey}#${receiver}`, recordKey, receiver, channel, mayWait: false }]);
  await roundUps.done(receiver);
  return true;
};
