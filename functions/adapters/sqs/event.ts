import type { SQSEvent } from 'aws-lambda';
import type { Message } from '../../core/ports/inbox.ts';

/** The messages of the batch that Lambda invoked a function with, in order. */
export const messagesOf = ({ Records }: SQSEvent): Message[] =>
  Records.map(({ messageId, body, receiptHandle, attributes }) => ({
    id: messageId,
    body,
    receiptHandle,
    firstReceivedAt: new Date(Number(attributes.ApproximateFirstReceiveTimestamp)).toISOString(),
    receiveCount: Number(attributes.ApproximateReceiveCount),
    group: attributes.MessageGroupId ?? null,
  }));
