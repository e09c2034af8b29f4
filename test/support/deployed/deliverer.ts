import {
  DeleteMessageCommand,
  type Message,
  MessageSystemAttributeName,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { dynamodbClaims } from '../../../functions/adapters/dynamodb/claims.ts';
import { s3Records } from '../../../functions/adapters/s3/records.ts';
import { messagesOf } from '../../../functions/adapters/sqs/event.ts';
import { sqsInbox } from '../../../functions/adapters/sqs/inbox.ts';
import { consume } from '../../../functions/consume.ts';
import type { Channel } from '../../../functions/core/ports/channel.ts';
import { deliver } from '../../../functions/deliver/deliver.ts';
import { fakeJournal } from '../fake-journal.ts';
import type { Deployment } from './deployment.ts';

/** Does what Lambda and the function of a channel do, until it is stopped. */
export const startDeliverer = (deployment: Deployment, construct: string, channel: Channel) => {
  const { dynalite, fauxqs, idOf } = deployment;
  const url = idOf(`Deliver${construct}DeliveriesQueue`);
  const journal = fakeJournal();
  const handle = deliver({
    claims: dynamodbClaims(dynalite.client, idOf('Table')),
    records: s3Records(fauxqs.s3, idOf('Records')),
    channel,
    inbox: sqsInbox(fauxqs.sqs, { url, deadLettersUrl: idOf(`Deliver${construct}DeliveriesDeadLetters`) }),
    journal,
    now: () => new Date(),
    leaseSeconds: 70,
  });
  let isStopped = false;
  const work = async (): Promise<void> => {
    while (!isStopped) {
      const { Messages = [] } = await fauxqs.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MessageSystemAttributeNames: [MessageSystemAttributeName.All],
          WaitTimeSeconds: 1,
        }),
      );
      const { batchItemFailures } = await consume(messagesOf({ Records: Messages.map(recordOf) }), handle, journal);
      const stay = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { MessageId = '', ReceiptHandle } of Messages)
        if (!stay.has(MessageId)) await fauxqs.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  };
  const working = work();
  return {
    stop: async (): Promise<void> => {
      isStopped = true;
      await working;
    },
  };
};

/** As Lambda names what SQS says of a message. */
const recordOf = ({ MessageId = '', Body = '', ReceiptHandle = '', Attributes = {} }: Message): SQSRecord => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: {
    ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
    ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '0',
    SentTimestamp: Attributes.SentTimestamp ?? '0',
    SenderId: 'test',
    ...(Attributes.MessageGroupId !== undefined && { MessageGroupId: Attributes.MessageGroupId }),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: 'eu-west-1',
});
