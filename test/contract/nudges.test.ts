import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqsNudges } from '../../functions/adapters/sqs/nudges.ts';
import type { Nudge } from '../../functions/core/ports.ts';
import { parseEvent } from '../../functions/evaluate-scan/event.ts';
import { fakeNudges } from '../support/fake-nudges.ts';
import { type Fauxqs, startFauxqs } from '../support/fauxqs.ts';
import { nudgesContract } from './nudges.ts';

describe('fakeNudges', () =>
  nudgesContract(async () => {
    const nudges = fakeNudges();
    return { nudges, fed: async () => nudges.sent };
  }));

describe('sqsNudges', () => {
  let fauxqs: Fauxqs;
  beforeAll(async () => {
    fauxqs = await startFauxqs();
  });
  afterAll(() => fauxqs.stop());

  const drain = async (QueueUrl: string): Promise<string[]> => {
    const { Messages = [] } = await fauxqs.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages)
      await fauxqs.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.length === 0 ? [] : [...Messages.map(({ Body = '' }) => Body), ...(await drain(QueueUrl))];
  };

  nudgesContract(async () => {
    const queue = fauxqs.newQueue();
    return { nudges: sqsNudges(fauxqs.sqs, queue), fed: async () => (await drain(queue)).map(nudgeOf) };
  });

  test('throws where the queue is not there', async () => {
    const nudges = sqsNudges(fauxqs.sqs, fauxqs.newQueue().replace(/queue-\d+$/, 'none'));
    const registry = { account: '111122223333', region: 'eu-west-1' };
    await expect(nudges.send({ id: '1', lineage: 'a', repository: 'a', registry })).rejects.toThrow();
  });
});

/** As evaluations read it. */
const nudgeOf = (body: string): Nudge => {
  const event = parseEvent(body);
  if (event.kind !== 'due') throw new Error(`${event.kind} is not what was sent`);
  const { id, lineage, repository, account, region } = event;
  return { id, lineage, repository, registry: { account, region } };
};
