import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Inbox, Message } from '../../core/ports/inbox.ts';

/** Body and attributes share the 1 MiB of a message: a reason is to be read, not to crowd the body out. */
const MAX_REASON_CHARACTERS = 1_000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED_BY_SQS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The SQS queue that a function is fed from, and its dead letters. */
export const sqsInbox = (
  client: SQSClient,
  { url, deadLettersUrl }: { readonly url: string; readonly deadLettersUrl: string },
): Inbox => ({
  async giveBack({ receiptHandle }, afterSeconds) {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.ceil(afterSeconds),
      }),
    );
  },

  async deadLetter(message, reason) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLettersUrl,
        MessageBody: message.body,
        MessageAttributes: { reason: { DataType: 'String', StringValue: attributeText(reason) } },
        ...(deadLettersUrl.endsWith('.fifo') && fifo(message)),
      }),
    );
  },
});

/** The same message twice, after a time-out say, is one dead letter. */
const fifo = ({ id, group }: Message) => ({ MessageGroupId: group ?? id, MessageDeduplicationId: id });

const attributeText = (text: string): string =>
  text.slice(0, MAX_REASON_CHARACTERS).replace(REFUSED_BY_SQS, '\u{FFFD}') || 'no reason was given';
