import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS's limit. Ten messages of under 1 KB are far from its 1 MiB for a batch. */
const BATCH_SIZE = 10;

/** A message to send. */
export interface ToSend extends Omit<SendMessageBatchRequestEntry, 'Id'> {
  /** For errors. */
  readonly name: string;
}

export const inBatches = <T>(all: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / BATCH_SIZE) }, (_, batch) =>
    all.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE),
  );

/** The messages that SQS refused, with its code. */
export const sendBatch = async (client: SQSClient, QueueUrl: string, batch: readonly ToSend[]): Promise<string[]> => {
  const Entries = batch.map(({ name: _, ...entry }, index) => ({ Id: String(index), ...entry }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.map(({ Id, Code }) => `${batch[Number(Id)]?.name} (${Code})`);
};
