import type { Delivery, Outbox } from './core/ports/deliveries.ts';
import type { RoundUps } from './core/ports/round-ups.ts';

/** Sends deliveries to their queues; what comes close upon another waits for the round-up. */
export const sendDeliveries = async (
  { outbox, roundUps }: { readonly outbox: Outbox; readonly roundUps: RoundUps },
  deliveries: readonly Delivery[],
  now: Date,
): Promise<void> => {
  const ready: Delivery[] = [];
  for (const delivery of deliveries) {
    const { waits, receiver, recordKey } = delivery;
    const isReady = waits === 'no' || (await roundUps.join(receiver, recordKey, now.toISOString(), waits)) === 'now';
    if (isReady) ready.push(delivery);
  }
  await outbox.send(ready);
};
