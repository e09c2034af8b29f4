import { createHash } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelKind } from '../../core/domain/policy.ts';
import type { Delivery, Outbox } from '../../core/ports/deliveries.ts';
import { inBatches, sendBatch, type ToSend } from './send-batch.ts';

/**
 * The queues of the channels. Slack's is FIFO: in order for one receiver, side by side for several.
 *
 * @param gone - told of a delivery to a channel that the deployed policy has no receiver of any more
 */
export const sqsOutbox = (
  client: SQSClient,
  queueUrls: Readonly<Partial<Record<ChannelKind, string | undefined>>>,
  gone: (delivery: Delivery) => void,
): Outbox => ({
  async send(deliveries) {
    const failures: string[] = [];
    for (const [channel, ours] of Map.groupBy(deliveries, (delivery) => delivery.channel)) {
      const url = queueUrls[channel];
      if (url) failures.push(...(await sendAll(client, url, ours)));
      else ours.forEach(gone);
    }
    if (failures.length > 0) throw new Error(`deliveries not sent, send them again: ${failures.join(', ')}`);
  },
});

/** The deliveries that could not be sent, and why. */
const sendAll = async (client: SQSClient, url: string, deliveries: readonly Delivery[]): Promise<string[]> => {
  const failures: string[] = [];
  for (const batch of inBatches(deliveries))
    failures.push(
      ...(await sendBatch(
        client,
        url,
        batch.map((each) => messageOf(each, url)),
      )),
    );
  return failures;
};

const messageOf = ({ deliveryId, recordKey, receiver }: Delivery, url: string): ToSend => ({
  name: deliveryId,
  MessageBody: JSON.stringify({ deliveryId, recordKey, receiver }),
  ...(url.endsWith('.fifo') && {
    MessageGroupId: receiver,
    MessageDeduplicationId: createHash('sha256').update(deliveryId).digest('hex'),
  }),
});
