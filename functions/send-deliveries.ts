import type { Delivery, Outbox, RoundUps } from './core/ports.ts';

/** Sends deliveries to their queues; first counts that come close upon another wait for the round-up. */
export const sendDeliveries = async (
  { outbox, roundUps }: { readonly outbox: Outbox; readonly roundUps: RoundUps },
  deliveries: readonly Delivery[],
  now: Date,
): Promise<void> => {
  const ready: Delivery[] = [];
  for (const delivery of deliveries) {
    const { mayWait, receiver, recordKey } = delivery;
    if (!mayWait || (await roundUps.join(receiver, recordKey, now.toISOString())) === 'now') ready.push(delivery);
  }
  await outbox.send(ready);
};
