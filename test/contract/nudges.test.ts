import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqsNudges } from '../../functions/adapters/sqs/nudges.ts';
import type { Nudge } from '../../functions/core/ports/nudges.ts';
import { parseEvent } from '../../functions/evaluate-scan/event.ts';
import { aRegistry } from '../support/builders.ts';
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
    const nudge = { kind: 'due' as const, id: '1', lineage: 'a', repository: 'a', registry: aRegistry() };
    await expect(nudges.send([nudge])).rejects.toThrow();
  });

  test('waits where it is told to', async () => {
    const queue = fauxqs.newQueue();
    const nudge = { kind: 'due' as const, id: '1', lineage: 'a', repository: 'a', registry: aRegistry() };
    await sqsNudges(fauxqs.sqs, queue).send([nudge], 120);
    expect(await drain(queue)).toEqual([]);
  });
});

/** As evaluations read it. */
const nudgeOf = (body: string): Nudge => {
  const event = parseEvent(body);
  const { id, account, region } = event;
  const from = { id, registry: { account, region } };
  if (event.kind === 'posture') {
    const [{ repository, frequency } = { repository: '', frequency: '' }] = event.repositories;
    return { kind: 'posture', ...from, repository, frequency };
  }
  const { repository } = event;
  if (event.kind === 'due') return { kind: 'due', ...from, repository, lineage: event.lineage };
  if (event.kind === 'found') return { kind: 'found', ...from, repository, digest: event.digest };
  if (event.kind === 'swept') return { kind: 'swept', ...from, repository, digest: event.digest, first: event.first };
  throw new Error(`${event.kind} is not what was sent`);
};
