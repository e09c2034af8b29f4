import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqsInbox } from '../../../functions/adapters/sqs/inbox.ts';
import { aMessage } from '../../support/builders.ts';
import { type Fauxqs, startFauxqs } from '../../support/fauxqs.ts';

let fauxqs: Fauxqs;
beforeAll(async () => {
  fauxqs = await startFauxqs();
});
afterAll(() => fauxqs.stop());

const open = (fifo: boolean) => {
  const deadLettersUrl = fauxqs.newQueue({ fifo });
  const inbox = sqsInbox(fauxqs.sqs, { url: fauxqs.newQueue({ fifo }), deadLettersUrl });
  const deadLetters = () => fauxqs.server.inspectQueue(deadLettersUrl.split('/').at(-1) ?? '')?.messages.ready ?? [];
  return { inbox, deadLetters };
};

test.each([
  ['', 'no reason was given'],
  ['a\u0000b\u001b[31m\uFFFE\uD800', 'a\uFFFDb\uFFFD[31m\uFFFD\uFFFD'],
  ['tab\t, line\n, 👾, é', 'tab\t, line\n, 👾, é'],
  ['x'.repeat(100_000), 'x'.repeat(1_000)],
  ['👾'.repeat(501), '👾'.repeat(500)],
  [`x${'👾'.repeat(500)}`, `x${'👾'.repeat(499)}\uFFFD`],
])('the reason %j is sent so that SQS takes it', async (reason, sent) => {
  const { inbox, deadLetters } = open(false);
  await inbox.deadLetter(aMessage(), reason);
  expect(deadLetters().map(({ messageAttributes }) => messageAttributes['reason']?.StringValue)).toEqual([sent]);
});

test('a message of a FIFO queue that is given up twice is one dead letter, in its group', async () => {
  const { inbox, deadLetters } = open(true);
  for (const _ of [1, 2]) await inbox.deadLetter(aMessage({ group: 'payments' }), 'broken');
  expect(deadLetters().map(({ messageGroupId }) => messageGroupId)).toEqual(['payments']);
});
