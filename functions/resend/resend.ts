import type { Lineages, Outbox } from '../core/ports.ts';

interface World {
  readonly lineages: Lineages;
  readonly outbox: Outbox;
  readonly now: () => Date;
}

/** Lineages a run looks after; the next run, minutes later, takes the rest. */
const MAX_LINEAGES = 200;

/**
 * Sends the deliveries that an evaluation committed and then could not send.
 *
 * @returns how many deliveries were sent
 * @throws AggregateError of what could not be sent now, after everything else was
 */
export const resend = async ({ lineages, outbox, now }: World): Promise<number> => {
  const due = await lineages.due(now().toISOString(), MAX_LINEAGES);
  const failures: unknown[] = [];
  let sent = 0;
  for (const lineage of due) {
    try {
      sent += await sendPending({ lineages, outbox }, lineage);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} lineages keep deliveries`);
  return sent;
};

/** The index may be behind the item: what is pending now counts. */
const sendPending = async ({ lineages, outbox }: Omit<World, 'now'>, lineage: string): Promise<number> => {
  const item = await lineages.read(lineage);
  if (item === null || item.pending.length === 0) return 0;
  await outbox.send(item.pending);
  await lineages.settle(lineage, item.version);
  return item.pending.length;
};
