import type { Policy } from '../core/domain/policy.ts';
import { roundUp, type Waited, waitedOf } from '../core/domain/round-up.ts';
import type { Outbox } from '../core/ports/deliveries.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Records } from '../core/ports/records.ts';
import type { RoundUps } from '../core/ports/round-ups.ts';

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
/** Records that are read at once. */
const AT_ONCE = 5;

/**
 * Tells each receiver whose hour is over what waited, in one round-up.
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
  const waited = await waitedIn(records, gathering.recordKeys, receiver);
  const record = roundUp(
    policy,
    receiver,
    waited.map((each) => each.waited),
    gathering.endedAt,
  );
  if (record === null || channel === undefined) {
    journal.note('nobody is left to tell', { receiver, gathered: waited.length });
    await roundUps.done(receiver);
    return false;
  }
  const [first, ...others] = waited;
  // One alone says more by itself.
  const recordKey = first && others.length === 0 ? first.recordKey : await records.put(record);
  await outbox.send([{ deliveryId: `${recordKey}#${receiver}`, recordKey, receiver, channel, waits: 'no' }]);
  await roundUps.done(receiver);
  return true;
};

interface Gathered {
  readonly recordKey: string;
  readonly waited: Waited;
}

/** Some at a time: a first sweep leaves a record a repository, and each may be large. */
const waitedIn = async (
  records: Records,
  recordKeys: readonly string[],
  receiver: string,
): Promise<readonly Gathered[]> => {
  const gathered: Gathered[] = [];
  const read = async (recordKey: string): Promise<readonly Gathered[]> => {
    const waited = waitedOf(await records.get(recordKey), recordKey, receiver);
    return waited === null ? [] : [{ recordKey, waited }];
  };
  for (let done = 0; done < recordKeys.length; done += AT_ONCE)
    gathered.push(...(await Promise.all(recordKeys.slice(done, done + AT_ONCE).map(read))).flat());
  return gathered;
};
