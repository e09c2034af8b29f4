import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe } from 'vitest';
import { sqsOutbox } from '../../functions/adapters/sqs/outbox.ts';
import type { Delivery } from '../../functions/core/ports/deliveries.ts';
import { fakeOutbox } from '../support/fake-outbox.ts';
import { type Fauxqs, startFauxqs } from '../support/fauxqs.ts';
import { outboxContract } from './outbox.ts';

describe('fakeOutbox', () =>
  outboxContract(async () => {
    const outbox = fakeOutbox();
    return { outbox, sent: async () => outbox.sent };
  }));

describe('sqsOutbox', () => {
  let fauxqs: Fauxqs;
  beforeAll(async () => {
    fauxqs = await startFauxqs();
  });
  afterAll(() => fauxqs.stop());

  /** Takes all there is out of a FIFO queue. */
  const drain = async (QueueUrl: string): Promise<Delivery[]> => {
    const { Messages = [] } = await fauxqs.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages)
      await fauxqs.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    const deliveries = Messages.map(({ Body = '' }) => JSON.parse(Body));
    return deliveries.length === 0 ? [] : [...deliveries, ...(await drain(QueueUrl))];
  };

  outboxContract(async () => {
    const slack = fauxqs.newQueue({ fifo: true });
    return { outbox: sqsOutbox(fauxqs.sqs, { slack }, () => {}), sent: () => drain(slack) };
  });
});
