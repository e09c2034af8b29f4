import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelKind } from '../../core/domain/policy.ts';
import type { Delivery, Outbox } from '../../core/ports/deliveries.ts';

/** SQS's limit. Ten messages of under 1 KB are far from its 1 MiB for a batch. */
const BATCH_SIZE = 10;

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
  for (const batch of inBatches(deliveries)) failures.push(...(await sendBatch(client, url, batch)));
  return failures;
};

const inBatches = <T>(all: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / BATCH_SIZE) }, (_, batch) =>
    all.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE),
  );

/** The deliveries that SQS refused, with its code. */
const sendBatch = async (client: SQSClient, QueueUrl: string, batch: readonly Delivery[]): Promise<string[]> => {
  const Entries = batch.map(({ deliveryId, recordKey, receiver }, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify({ deliveryId, recordKey, receiver }),
    ...(QueueUrl.endsWith('.fifo') && {
      MessageGroupId: receiver,
      MessageDeduplicationId: createHash('sha256').update(deliveryId).digest('hex'),
    }),
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.map(({ Id, Code }) => `${batch[Number(Id)]?.deliveryId} (${Code})`);
};
