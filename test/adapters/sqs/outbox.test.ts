import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sqsOutbox } from '../../../functions/adapters/sqs/outbox.ts';
import type { Delivery, Outbox } from '../../../functions/core/ports/deliveries.ts';
import { aDelivery } from '../../support/builders.ts';
import { type Fauxqs, startFauxqs } from '../../support/fauxqs.ts';

let fauxqs: Fauxqs;
let slack: string;
let outbox: Outbox;
let gone: Delivery[];
beforeAll(async () => {
  fauxqs = await startFauxqs();
});
beforeEach(() => {
  gone = [];
  slack = fauxqs.newQueue({ fifo: true });
  outbox = sqsOutbox(fauxqs.sqs, { slack }, (delivery) => gone.push(delivery));
});
afterAll(() => fauxqs.stop());

const queued = () => fauxqs.server.inspectQueue(slack.split('/').at(-1) ?? '')?.messages.ready ?? [];

test('a message names delivery, record and receiver, in under 1 KB, and is grouped by receiver', async () => {
  const delivery = aDelivery({ receiver: 'x'.repeat(64) });
  const { deliveryId, recordKey, receiver } = delivery;
  await outbox.send([delivery]);
  const [message] = queued();
  expect(JSON.parse(message?.body ?? '')).toEqual({ deliveryId, recordKey, receiver });
  expect(Buffer.byteLength(message?.body ?? '')).toBeLessThan(1_024);
  expect(message?.messageGroupId).toBe(delivery.receiver);
});

test('the same delivery sent again within minutes is dropped by SQS, whatever its id', async () => {
  const delivery = aDelivery({ deliveryId: `é ${'long '.repeat(100)}` });
  await outbox.send([delivery]);
  await outbox.send([delivery, aDelivery()]);
  expect(queued()).toHaveLength(2);
  expect(queued()[0]?.messageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
});

test('what SQS refuses is named with its code; the rest of the batch is sent', async () => {
  const refused = [1, 2].map((n) => aDelivery({ deliveryId: `refused-${n}`, recordKey: 'records/\uFFFE' }));
  await expect(outbox.send([...refused, aDelivery()])).rejects.toThrow(
    'deliveries not sent, send them again: refused-1 (InvalidMessageContents), refused-2 (InvalidMessageContents)',
  );
  expect(queued()).toHaveLength(1);
});

test('a delivery to a channel that has no queue any more is told of, and stops no other', async () => {
  const mail = aDelivery({ deliveryId: 'mail', channel: 'sns' });
  await outbox.send([mail, aDelivery()]);
  expect(gone).toEqual([mail]);
  expect(queued()).toHaveLength(1);
});
