import * as z from 'zod';
import type { Authority } from '../iam/authority.ts';
import type { SqsAndS3 } from '../services/sqs-s3.ts';
import type { Mapping } from '../template/wiring.ts';
import type { Functions } from './functions.ts';
import type { Invocation } from './runtime-api.ts';

/** SQS gives no more at once. */
const MAX_RECEIVED = 10;

/** Lambda's poller for one mapping. */
export interface Feed {
  /** Takes one batch to the function; false where there was none. */
  poll(): Promise<boolean>;
}

interface FeedOptions {
  readonly mapping: Mapping;
  readonly authority: Authority;
  readonly functions: Functions;
  readonly sqs: SqsAndS3;
  readonly region: string;
  /** Told of every message that stays because the function failed. */
  readonly failed: (messageId: string, error: string) => void;
}

const received = z.object({
  Messages: z
    .array(
      z.looseObject({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()),
        MessageAttributes: z
          .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().optional() }))
          .default({}),
      }),
    )
    .default([]),
});
type Received = z.infer<typeof received>['Messages'][number];

/** @throws Error where the function's role lacks what the poller does in its name: AWS refuses such a mapping */
export const feed = (options: FeedOptions): Feed => {
  const { lambda, queue } = options.mapping;
  const denied = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].filter(
    (action) => !options.authority.functionMay(lambda, action, queue.arn),
  );
  if (denied.length > 0)
    throw new Error(`${lambda.path}: its queue feeds it only if its role allows ${denied.join(', ')} on ${queue.arn}`);
  return {
    poll: async () => {
      const messages = await receive(options);
      if (messages.length > 0) await handle(messages, options);
      return messages.length > 0;
    },
  };
};

/** What the function did is deleted; what it did not is seen again when its visibility ends. */
const handle = async (messages: readonly Received[], options: FeedOptions): Promise<void> => {
  const { mapping, functions, sqs, failed } = options;
  const Records = messages.map((message) => recordOf(message, options));
  const invocation = await functions.invoke(mapping.lambda, { Records });
  const stays = staying(invocation, mapping, messages);
  for (const { ReceiptHandle } of messages.filter(({ MessageId }) => !stays.has(MessageId)))
    await sqs.ask('DeleteMessage', { QueueUrl: mapping.queue.ref, ReceiptHandle });
  if (invocation.kind === 'failed') for (const id of stays) failed(id, invocation.error);
};

/** Asks until the batch is full or nothing more is there: a batching window ends at once, for the clock stands still. */
const receive = async (options: FeedOptions): Promise<readonly Received[]> => {
  const { batchSize } = options.mapping;
  const batch: Received[] = [];
  while (batch.length < batchSize) {
    const messages = await receiveOnce(options, Math.min(batchSize - batch.length, MAX_RECEIVED));
    if (messages.length === 0) break;
    batch.push(...messages);
  }
  return batch;
};

const receiveOnce = async ({ sqs, mapping: { queue } }: FeedOptions, most: number): Promise<readonly Received[]> => {
  const answer = await sqs.ask('ReceiveMessage', {
    QueueUrl: queue.ref,
    MaxNumberOfMessages: most,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return received.parse(answer).Messages;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
const recordOf = (message: Received, { mapping, region }: FeedOptions) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      { stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: mapping.queue.arn,
  awsRegion: region,
});

const batchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

/**
 * The messages that stay: those reported, or all where the function failed or reported one that is not of the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
const staying = (
  invocation: Invocation,
  { reportsFailures }: Mapping,
  messages: readonly Received[],
): ReadonlySet<string> => {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (invocation.kind === 'failed') return all;
  if (!reportsFailures || invocation.answer === null) return new Set();
  const { success, data } = batchResponse.safeParse(invocation.answer);
  const reported = new Set(data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return success && reported.isSubsetOf(all) ? reported : all;
};
