import { dueAt } from '../core/domain/due-at.ts';
import type { Outbox } from '../core/ports/deliveries.ts';
import type { LineageItem, Lineages } from '../core/ports/lineages.ts';
import type { Nudges } from '../core/ports/nudges.ts';
import type { RoundUps } from '../core/ports/round-ups.ts';
import { sendDeliveries } from '../send-deliveries.ts';

interface World {
  readonly lineages: Lineages;
  readonly outbox: Outbox;
  readonly roundUps: RoundUps;
  readonly nudges: Nudges;
  readonly now: () => Date;
}

/** Lineages a run looks after; the next run, minutes later, takes the rest. */
const MAX_LINEAGES = 200;
/** An evaluation that does not come to its end is asked for again this much later. */
const NUDGE_AGAIN_MS = 60 * 60 * 1000;

/** What a run did. */
export interface Resent {
  readonly deliveries: number;
  readonly nudges: number;
}

/**
 * Sends the deliveries that an evaluation committed and then could not send, and has lineages evaluated that time
 * brought something of.
 *
 * @throws AggregateError of what could not be sent now, after everything else was
 */
export const resend = async (world: World): Promise<Resent> => {
  const now = world.now();
  const due = await world.lineages.due(now.toISOString(), MAX_LINEAGES);
  const failures: unknown[] = [];
  const sent = { deliveries: 0, nudges: 0 };
  for (const lineage of due) {
    try {
      const { deliveries, nudges } = await lookAfter(world, lineage, now);
      sent.deliveries += deliveries;
      sent.nudges += nudges;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} lineages keep what is due`);
  return sent;
};

/** The index may be behind the item: what it has now counts. */
const lookAfter = async (world: World, lineage: string, now: Date): Promise<Resent> => {
  const { lineages, nudges } = world;
  const item = await lineages.read(lineage);
  if (item === null) return { deliveries: 0, nudges: 0 };
  await sendDeliveries(world, item.pending, now);
  const later = dueAt(item);
  const isDue = later !== null && later <= now.toISOString();
  if (isDue) await nudges.send([nudgeOf(item, now)]);
  await lineages.settle(lineage, item.version, isDue ? new Date(now.getTime() + NUDGE_AGAIN_MS).toISOString() : later);
  return { deliveries: item.pending.length, nudges: Number(isDue) };
};

const nudgeOf = ({ lineage, repository, registry, version }: LineageItem, now: Date) => ({
  kind: 'due' as const,
  id: `${lineage}@${version} ${now.toISOString()}`,
  lineage,
  repository,
  registry,
});
