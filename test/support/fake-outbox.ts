import type { Delivery, Outbox } from '../../functions/core/ports/deliveries.ts';

/** What SQS takes in a message, beyond tab, line feed and carriage return: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED = /[\uFFFE\uFFFF]/;

/** The queues of the channels, in memory. */
export const fakeOutbox = (): Outbox & { readonly sent: Delivery[] } => {
  const sent: Delivery[] = [];
  return {
    sent,
    async send(deliveries) {
      const refused = deliveries.filter((delivery) => REFUSED.test(JSON.stringify(delivery)));
      sent.push(...deliveries.filter((delivery) => !refused.includes(delivery)));
      if (refused.length === 0) return;
      throw new Error(`deliveries not sent: ${refused.map(({ deliveryId }) => deliveryId).join(', ')}`);
    },
  };
};
