import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { ACCOUNT, REGION } from './aws.ts';
import type { Feed } from './feeds.ts';
import { type RunningFunction, type RunOptions, runFunction } from './lambda.ts';

/** A deployed function that this run feeds from its deployed queue, as Lambda would. */
export interface Consumer extends Pick<RunningFunction, 'variables' | 'log' | 'stop'> {
  readonly queueUrl: string;
  /**
   * Takes messages to the function until its queue is empty.
   *
   * @returns the messages, which it took
   * @throws Error with the end of its log where it failed or left one
   */
  drain(): Promise<readonly Message[]>;
  /** Puts a message that was taken into the queue once more, as SQS may. */
  redeliver(message: Message): Promise<void>;
}

/** More batches than any stage has messages. */
const MAX_BATCHES = 20;
/** What SQS gives at once: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MAX_RECEIVED = 10;

export const startConsumer = async (feed: Feed, options: RunOptions): Promise<Consumer> => {
  const { sqs } = options.aws;
  const { queueUrl: QueueUrl, functionArn } = feed;
  const fn = await runFunction(functionArn, options);

  /** A batch, of as many as there are and it may have. */
  const receive = async (): Promise<readonly Message[]> => {
    const batch: Message[] = [];
    while (batch.length < feed.batchSize) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(feed.batchSize - batch.length, MAX_RECEIVED),
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      batch.push(...Messages);
    }
    return batch;
  };

  return {
    queueUrl: QueueUrl,
    variables: fn.variables,
    stop: fn.stop,
    log: fn.log,
    drain: async () => {
      const taken: Message[] = [];
      for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
        const messages = await receive();
        if (messages.length === 0) return taken;
        await take(messages, feed, fn);
        for (const { ReceiptHandle } of messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        taken.push(...messages);
      }
      throw new Error(`${QueueUrl} still has messages after ${MAX_BATCHES} batches`);
    },
    redeliver: async ({ Body, MessageId, Attributes }) => {
      const group = Attributes?.MessageGroupId;
      const fifo = group && { MessageGroupId: group, MessageDeduplicationId: `again-${MessageId}` };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body, ...fifo }));
    },
  };
};

const allTaken = z.object({ batchItemFailures: z.tuple([]) });

const take = async (messages: readonly Message[], feed: Feed, fn: RunningFunction): Promise<void> => {
  const invocation = await fn.invoke({ Records: messages.map((message) => recordOf(message, feed)) });
  if (invocation.kind === 'answered' && allTaken.safeParse(invocation.answer).success) return;
  const why = invocation.kind === 'failed' ? invocation.error : JSON.stringify(invocation.answer);
  throw new Error(`${fn.name} did not take its messages: ${why}${endOf(fn.log)}`);
};

/** What a function said last, for an error. */
export const endOf = (log: readonly string[]): string => ['; the end of its log:', ...log.slice(-10)].join('\n');

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
const recordOf = ({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message, { queueArn }: Feed) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: withAccount(Body),
  attributes: Attributes,
  messageAttributes: {},
  md5OfBody: MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: REGION,
});

/** moto leaves the account out of an event; EventBridge never does: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const withAccount = (body = ''): string => {
  const message = JSON.parse(body);
  return 'detail-type' in message ? JSON.stringify({ account: ACCOUNT, ...message }) : body;
};
