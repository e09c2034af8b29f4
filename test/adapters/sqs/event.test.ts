import { expect, test } from 'vitest';
import { messagesOf } from '../../../functions/adapters/sqs/event.ts';

// As Lambda's documentation shows it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
const RECORD = {
  messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
  body: 'Test message.',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1545082649183',
    SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    ApproximateFirstReceiveTimestamp: '1545082649185',
  },
  messageAttributes: {},
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-2:123456789012:my-queue',
  awsRegion: 'us-east-2',
};

test('a message of a standard queue is of no group', () => {
  expect(messagesOf({ Records: [RECORD] })).toEqual([
    {
      id: '059f36b4-87a3-44ab-83d2-661975830a7d',
      body: 'Test message.',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
      firstReceivedAt: '2018-12-17T21:37:29.185Z',
      receiveCount: 1,
      group: null,
    },
  ]);
});

test('messages of a FIFO queue keep their order and their group', () => {
  const records = ['first', 'second'].map((messageId) => ({
    ...RECORD,
    messageId,
    attributes: { ...RECORD.attributes, ApproximateReceiveCount: '12', MessageGroupId: 'payments' },
  }));
  expect(messagesOf({ Records: records })).toMatchObject([
    { id: 'first', group: 'payments', receiveCount: 12 },
    { id: 'second', group: 'payments', receiveCount: 12 },
  ]);
});
