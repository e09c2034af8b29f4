import { expect, test } from 'vitest';
import type { Delivery, Outbox } from '../../functions/core/ports/deliveries.ts';
import { aDelivery } from '../support/builders.ts';

interface OutboxWorld {
  readonly outbox: Outbox;
  /** What is in the queues, in order for each receiver; a queue does not hold the channel. */
  sent(): Promise<readonly Sent[]>;
}

const deliveries = (receiver: string, count: number): readonly Delivery[] =>
  Array.from({ length: count }, (_, n) => aDelivery({ receiver, recordKey: `records/${n}.json.gz` }));

type Sent = Omit<Delivery, 'channel' | 'waits'>;

const bodies = (all: readonly Sent[]): readonly Sent[] =>
  all.map(({ deliveryId, recordKey, receiver }) => ({ deliveryId, recordKey, receiver }));

const of = (receiver: string, all: readonly Sent[]): readonly Sent[] =>
  bodies(all).filter((delivery) => delivery.receiver === receiver);

/** What every outbox promises. */
export const outboxContract = (newWorld: () => Promise<OutboxWorld>): void => {
  test('nothing to send sends nothing', async () => {
    const { outbox, sent } = await newWorld();
    await outbox.send([]);
    expect(await sent()).toEqual([]);
  });

  test.each([1, 10, 11, 25])('%i deliveries arrive once each, in order for each receiver', async (count) => {
    const { outbox, sent } = await newWorld();
    const [payments, platform] = [deliveries('payments', count), deliveries('platform', 3)];
    await outbox.send([...platform, ...payments]);
    const arrived = await sent();
    expect(of('payments', arrived)).toEqual(bodies(payments));
    expect(of('platform', arrived)).toEqual(bodies(platform));
    expect(arrived).toHaveLength(count + 3);
  });

  test('what the queue refuses is an error that names the delivery; the others are sent', async () => {
    const { outbox, sent } = await newWorld();
    const refused = aDelivery({ deliveryId: 'refused', recordKey: 'records/\uFFFE' });
    await expect(outbox.send([refused, ...deliveries('payments', 2)])).rejects.toThrow('refused');
    expect(of('payments', await sent())).toEqual(bodies(deliveries('payments', 2)));
  });
};
