import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe } from 'vitest';
import { sqsInbox } from '../../functions/adapters/sqs/inbox.ts';
import { aMessage } from '../support/builders.ts';
import { fakeInbox } from '../support/fake-inbox.ts';
import { type Fauxqs, startFauxqs } from '../support/fauxqs.ts';
import { inboxContract } from './inbox.ts';

describe('fakeInbox', () =>
  inboxContract(async () => {
    const inbox = fakeInbox();
    return {
      inbox,
      receive: async (body) => aMessage({ body }),
      visible: async () =>
        inbox.givenBack.filter(({ afterSeconds }) => afterSeconds === 0).map(({ message }) => message.body),
      deadLetters: async () => inbox.deadLetters,
    };
  }));

describe.each([{ fifo: false }, { fifo: true }])('sqsInbox, fifo: $fifo', ({ fifo }) => {
  let fauxqs: Fauxqs;
  beforeAll(async () => {
    fauxqs = await startFauxqs();
  });
  afterAll(() => fauxqs.stop());

  const receiveAll = async (QueueUrl: string) =>
    (await fauxqs.sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }))).Messages ?? [];

  inboxContract(async () => {
    const [url, deadLettersUrl] = [fauxqs.newQueue({ fifo }), fauxqs.newQueue({ fifo })];
    return {
      inbox: sqsInbox(fauxqs.sqs, { url, deadLettersUrl }),
      async receive(body) {
        const group = fifo ? { MessageGroupId: 'payments', MessageDeduplicationId: '1' } : {};
        await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...group }));
        const [{ MessageId = '', ReceiptHandle = '' } = {}] = await receiveAll(url);
        return aMessage({ id: MessageId, body, receiptHandle: ReceiptHandle, group: fifo ? 'payments' : null });
      },
      visible: async () => (await receiveAll(url)).map(({ Body = '' }) => Body),
      deadLetters: async () =>
        (await receiveAll(deadLettersUrl)).map(({ Body = '', MessageAttributes }) => ({
          body: Body,
          reason: MessageAttributes?.['reason']?.StringValue ?? '',
        })),
    };
  });
});
