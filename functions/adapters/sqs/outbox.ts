import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelKind } from '../../core/domain/policy.ts';
import type { Delivery, Outbox } from '../../core/ports.ts';

/** SQS's limit. Ten messages of under 1 KB are far from its 1 MiB for a batch. */
const BATCH_SIZE = 10;

/** The FIFO queues of the channels: in order for one receiver, side by side for several. */
export const sqsOutbox = (client: SQSClient, queueUrls: Readonly<Record<ChannelKind, string>>): Outbox => ({
  async send(deliveries) {
    const failures: string[] = [];
    for (const [channel, ours] of Map.groupBy(deliveries, (delivery) => delivery.channel)) {
      for (const batch of inBatches(ours)) failures.push(...(await sendBatch(client, queueUrls[channel], batch)));
    }
    if (failures.length > 0) throw new Error(`deliveries not sent, send them again: ${failures.join(', ')}`);
  },
});

const inBatches = <T>(all: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / BATCH_SIZE) }, (_, batch) =>
    all.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE),
  );

/** The deliveries that SQS refused, with its code. */
const sendBatch = async (client: SQSClient, QueueUrl: string, batch: readonly Delivery[]): Promise<string[]> => {
  const Entries = batch.map(({ deliveryId, recordKey, receiver }, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify({ deliveryId, recordKey, receiver }),
    MessageGroupId: receiver,
    MessageDeduplicationId: createHash('sha256').update(deliveryId).digest('hex'),
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.map(({ Id, Code }) => `${batch[Number(Id)]?.deliveryId} (${Code})`);
};
