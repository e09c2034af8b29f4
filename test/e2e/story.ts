import assert from 'node:assert/strict';
import { type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ENV } from '../../functions/env.ts';
import type { Aws } from './aws.ts';
import { type Consumer, endOf } from './consumer.ts';
import { deployment } from './deployment.ts';
import { otherEvents, putEvents, scanEvent } from './events.ts';
import { bringFindings } from './findings.ts';
import { type Channel, startFunctions } from './functions.ts';
import type { Options } from './options.ts';
import { assertNoDelivery, evaluate } from './outcome.ts';
import { emptyQueues, messagesIn, takeAll, urlOf } from './queues.ts';
import { moveTag, type Pushed, pushOver, pushScanned, REPOSITORY, TAG } from './registry.ts';
import { stage } from './stage.ts';
import { sweep } from './sweep.ts';

/** From an empty account to the messages that the channels took. */
export const story = async (options: Options): Promise<void> => {
  const aws = await deployment(options);
  const functions = await stage(
    'functions',
    () => startFunctions(aws, options),
    (started) => `${4 + started.channels.length} bundles, downloaded as deployed; from here this run polls for them`,
  );
  const { evaluateScan, channels, resend } = functions;
  const pushed = await push(aws);
  await bringEvent(aws, evaluateScan, pushed);
  await stage(
    'evaluate-scan',
    () => evaluate(evaluateScan, 'evaluated'),
    () => 'the deployed function took it from the deployed queue: evaluated',
  );
  const deliveries: (readonly Message[])[] = [];
  for (const channel of channels) deliveries.push(await deliver(channel, pushed));
  await tellAgain(aws, evaluateScan, channels, deliveries, pushed);
  await stage(
    'resend',
    async () => {
      await resend.run();
      await assertNoDelivery(aws, channels);
    },
    () => 'the function of the deployed schedule asked the deployed index: nothing is due',
  );
  await bringFindings(aws, functions, pushed);
  await sweep(aws, functions);
  await bury(aws, evaluateScan);
  await stage(
    'nothing left',
    () => emptyQueues(aws),
    ({ length }) => `all ${length} queues are empty, those of dead letters too`,
  );
};

const push = async (aws: Aws): Promise<Pushed> => {
  const pushed = await stage(
    'push and scan',
    () => pushScanned(aws),
    ({ digest, findings }) => `${REPOSITORY}:${TAG}, ${digest.slice(0, 19)}…, ${findings.length} findings`,
  );
  await stage(
    'immutable tag',
    () => pushOver(aws),
    (error) => `another image for ${TAG}: ${error}`,
  );
  await stage(
    'moving tag',
    () => moveTag(aws),
    (error) => `latest was moved, as its reason stands in the file; ${TAG} beside it was not: ${error}`,
  );
  return pushed;
};

const bringEvent = async (aws: Aws, { queueUrl }: Consumer, pushed: Pushed): Promise<void> => {
  const others = otherEvents(pushed);
  await stage(
    'event pattern',
    async () => {
      await putEvents(aws, others);
      assert.equal(await messagesIn(aws, queueUrl), 0, 'the rule let in what is no scan');
    },
    () => `${others.map(({ type }) => `"${type}"`).join(' and ')} stay out`,
  );
  await stage(
    'event',
    async () => {
      await putEvents(aws, [scanEvent(pushed)]);
      assert.equal(await messagesIn(aws, queueUrl), 1, 'the rule did not bring the event into the queue');
    },
    () => '"ECR Image Scan" came from the default bus by the deployed rule into the deployed queue',
  );
};

const deliver = async ({ name, consumer, witness }: Channel, pushed: Pushed): Promise<readonly Message[]> => {
  let taken: readonly Message[] = [];
  await stage(
    name,
    async () => {
      taken = await consumer.drain();
      return witness.check(pushed).catch((error: Error) => {
        throw new Error(`${error.message}${endOf(consumer.log)}`, { cause: error });
      });
    },
    (saw) => `${taken.length} ${taken.length === 1 ? 'delivery' : 'deliveries'} from the deployed queue; ${saw}`,
  );
  return taken;
};

const tellAgain = async (
  aws: Aws,
  evaluateScan: Consumer,
  channels: readonly Channel[],
  deliveries: readonly (readonly Message[])[],
  pushed: Pushed,
): Promise<void> => {
  await stage(
    'once more',
    async () => {
      const before = await Promise.all(channels.map(({ witness }) => witness.seen()));
      await putEvents(aws, [scanEvent(pushed)]);
      await evaluate(evaluateScan, 'unchanged');
      await assertNoDelivery(aws, channels);
      for (const [index, { consumer }] of channels.entries()) {
        for (const message of deliveries[index] ?? []) await consumer.redeliver(message);
        await consumer.drain();
      }
      assert.deepEqual(await Promise.all(channels.map(({ witness }) => witness.seen())), before, 'told twice');
    },
    () => 'the same scan and the same deliveries again: nobody is told twice',
  );
};

const bury = async (aws: Aws, { queueUrl, variables, drain }: Consumer): Promise<void> => {
  await stage(
    'dead letters',
    async () => {
      await aws.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{}' }));
      await drain();
      const [letter] = await takeAll(aws, await urlOf(aws, variables[ENV.deadLetters] ?? ''));
      assert.equal(letter?.Body, '{}', 'what is no event is not in the dead letters');
      return letter.MessageAttributes?.['reason']?.StringValue;
    },
    (reason) => `what is no event ends in the deployed dead letters, with the reason: "${reason}"`,
  );
};
