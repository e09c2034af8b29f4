import { afterEach, describe, expect, test } from 'vitest';
import type { Authority } from '../../../replay/iam/authority.ts';
import { feed } from '../../../replay/lambda/feed.ts';
import type { Functions } from '../../../replay/lambda/functions.ts';
import { type SqsAndS3, startSqsAndS3 } from '../../../replay/services/sqs-s3.ts';
import { resourcesOf } from '../../../replay/template/resources.ts';
import { type Wiring, wiringOf } from '../../../replay/template/wiring.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4000' };
const ROLE = 'arn:aws:iam::111122223333:role/r';

interface Batches {
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds?: number;
}

/** A queue that feeds a function. */
const wired = (batches: Batches, queue: Record<string, unknown> = {}): Wiring => {
  const Resources = {
    Q: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60, ...queue } },
    F: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Key: 'k' }, Handler: 'index.handler', Role: ROLE, Runtime: 'nodejs24.x' },
    },
    M: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Q', 'Arn'] },
        FunctionName: { Ref: 'F' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...batches,
      },
    },
  };
  const assembly = {
    stacks: [{ name: 'Alerts', template: { Resources, Parameters: {}, Outputs: {} } }],
    folderOf: () => '',
  };
  return wiringOf(resourcesOf(assembly, PLACE), assembly);
};

interface Invoked {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

const running: SqsAndS3[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

/** A feed of a function that does all but the messages named. */
const fed = async (batches: Batches, bodies: readonly string[], fails: readonly string[] = []) => {
  const wiring = wired(batches);
  const [mapping] = wiring.mappings;
  if (mapping === undefined) throw new Error('nothing is fed');
  const sqs = await startSqsAndS3(wiring, PLACE.region);
  running.push(sqs);
  for (const MessageBody of bodies) await sqs.ask('SendMessage', { QueueUrl: mapping.queue.ref, MessageBody });
  const invoked: (readonly string[])[] = [];
  const functions: Functions = {
    invoke: async (_, event) => {
      const { Records } = event as Invoked;
      invoked.push(Records.map(({ body }) => body));
      const failed = Records.filter(({ body }) => fails.includes(body));
      const batchItemFailures = failed.map(({ messageId }) => ({ itemIdentifier: messageId }));
      return { kind: 'answered', answer: { batchItemFailures } };
    },
    kill: async () => {},
    stop: async () => {},
  };
  const authority: Authority = {
    functionMay: () => true,
    eventsMay: () => true,
    uses: () => [],
    grants: () => [],
  };
  const { poll } = feed({ mapping, authority, functions, sqs, region: PLACE.region, failed: () => {} });
  return { poll, invoked, left: () => sqs.messagesIn(mapping.queue) };
};

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `finding ${n}`);
const WINDOW = { MaximumBatchingWindowInSeconds: 20 };

describe('a poll', () => {
  test('takes one batch to the function, and the next the rest', async () => {
    const { poll, invoked } = await fed({ BatchSize: 5 }, many(7));
    expect([await poll(), await poll(), await poll()]).toEqual([true, true, false]);
    expect(invoked.map((batch) => batch.length)).toEqual([5, 2]);
  });

  test('gathers more than SQS gives at once, where the mapping has a window', async () => {
    const { poll, invoked } = await fed({ BatchSize: 1_000, ...WINDOW }, many(123));
    expect([await poll(), await poll()]).toEqual([true, false]);
    expect(invoked.map((batch) => batch.length)).toEqual([123]);
    expect([...(invoked[0] ?? [])].sort()).toEqual([...many(123)].sort());
  });

  test('gathers no more than a batch, whatever SQS would give', async () => {
    const { poll, invoked } = await fed({ BatchSize: 25, ...WINDOW }, many(40));
    while (await poll());
    expect(invoked.map((batch) => batch.length)).toEqual([25, 15]);
  });

  test('deletes what was done, and leaves what was not', async () => {
    const { poll, left } = await fed({ BatchSize: 100, ...WINDOW }, many(30), ['finding 3', 'finding 29']);
    await poll();
    const { ready, inflight } = await left();
    expect(ready).toEqual([]);
    expect(inflight.map(({ message }) => message.body).sort()).toEqual(['finding 29', 'finding 3']);
  });
});

describe('a mapping that AWS refuses is an error', () => {
  test.each([
    ['a large batch without a window', { BatchSize: 11 }, {}, 'Alerts/M: batches of 11 need a MaximumBatchingWindow'],
    [
      'a large batch of a FIFO queue',
      { BatchSize: 11, ...WINDOW },
      { FifoQueue: true },
      'a FIFO queue takes at most 10',
    ],
    ['a window of a FIFO queue', { BatchSize: 1, ...WINDOW }, { FifoQueue: true }, 'a FIFO queue takes at most 10'],
  ])('%s', (_, batches, queue, message) => {
    expect(() => wired(batches, queue)).toThrow(message);
  });
});
