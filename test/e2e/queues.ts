import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';

/** The name of a queue, by its ARN or a URL of it. */
export const queueName = (queue: string): string => queue.split(/[:/]/).at(-1) ?? '';

/** Where a queue is reached: moto deploys URLs of AWS. */
export const urlOf = async ({ sqs }: Aws, queue: string): Promise<string> => {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName(queue) }));
  return QueueUrl;
};

/** Takes all that waits in a queue out of it. */
export const takeAll = async ({ sqs }: Aws, QueueUrl: string): Promise<readonly Message[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages;
};

/** How many messages are in a queue, those in flight and those that are delayed among them. */
export const messagesIn = async (aws: Aws, queueUrl: string): Promise<number> => {
  const { waiting, inFlight, delayed } = await countOf(aws, queueUrl);
  return waiting + inFlight + delayed;
};

/** How many of its messages nobody gets yet, for they were sent with a delay. */
export const delayedIn = async (aws: Aws, queueUrl: string): Promise<number> => (await countOf(aws, queueUrl)).delayed;

const countOf = async ({ sqs }: Aws, QueueUrl: string) => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed),
  };
};

/** Loses all that a queue has. */
export const purge = async ({ sqs }: Aws, QueueUrl: string): Promise<void> => {
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
};

/**
 * Every queue that is there.
 *
 * @throws Error where one has a message, with the reason that dead letters carry
 */
export const emptyQueues = async (aws: Aws): Promise<readonly string[]> => {
  const { QueueUrls = [] } = await aws.sqs.send(new ListQueuesCommand({}));
  for (const url of QueueUrls) {
    if ((await messagesIn(aws, url)) === 0) continue;
    const [message] = await takeAll(aws, url);
    throw new Error(`${url} is not empty: ${JSON.stringify(message ?? 'a message in flight, or delayed')}`);
  }
  return QueueUrls;
};
