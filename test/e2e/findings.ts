import assert from 'node:assert/strict';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ENV } from '../../functions/env.ts';
import { IMAGE_PREFIX, TABLE } from '../../functions/table.ts';
import type { Aws } from './aws.ts';
import { endOf } from './consumer.ts';
import { findingEvents, putEvents } from './events.ts';
import type { Functions } from './functions.ts';
import { assertNoDelivery, evaluate } from './outcome.ts';
import { delayedIn, messagesIn, purge } from './queues.ts';
import { type Pushed, REPOSITORY } from './registry.ts';
import { stage } from './stage.ts';

const OTHER_ACCOUNT = '210987654321';
/** A marker is overdue after 15 minutes. */
const OVERDUE_MS = 16 * 60 * 1000;

/** From single findings of Inspector to one evaluation, which finds nothing new. */
export const bringFindings = async (aws: Aws, functions: Functions, pushed: Pushed): Promise<void> => {
  const { coalesce, evaluateScan, channels, resend, clock } = functions;
  const events = findingEvents(pushed);
  await stage(
    'finding events',
    async () => {
      await putEvents(aws, findingEvents(pushed, OTHER_ACCOUNT).slice(0, 1));
      assert.equal(await messagesIn(aws, coalesce.queueUrl), 0, 'the rule let in a finding of another account');
      await putEvents(aws, events);
      assert.equal(await messagesIn(aws, coalesce.queueUrl), events.length, 'the rule did not let them all in');
      assert.equal(await messagesIn(aws, evaluateScan.queueUrl), 0, 'they are in the queue of scans too');
    },
    () => `${events.length} of "Inspector2 Finding" came into a queue of their own; one of another account stays out`,
  );
  const markerOf = () => readMarker(aws, coalesce.variables[ENV.table], pushed);
  await stage(
    'coalesce',
    async () => {
      await coalesce.drain();
      const scores = (await markerOf())?.['epss']?.SS ?? [];
      assert.equal(scores.length, events.length, `the marker has ${scores.length} scores${endOf(coalesce.log)}`);
      assert.equal(await messagesIn(aws, evaluateScan.queueUrl), 1, 'there is not one nudge');
      assert.equal(await delayedIn(aws, evaluateScan.queueUrl), 1, 'the nudge is not delayed');
    },
    () => `one marker in the deployed table, with ${events.length} scores, and one delayed nudge in the queue of scans`,
  );
  await stage(
    'lost nudge',
    async () => {
      await purge(aws, evaluateScan.queueUrl);
      clock.moveTo(clock.now() + OVERDUE_MS);
      await resend.run();
      await evaluate(evaluateScan, 'unchanged');
      assert.equal(await markerOf(), undefined, 'the marker stays');
      await assertNoDelivery(aws, channels);
    },
    () => 'a quarter of an hour later resend sent another: evaluated, the marker is gone, nothing is new',
  );
};

const readMarker = async ({ dynamodb }: Aws, TableName: string | undefined, { digest }: Pushed) => {
  const Key = { [TABLE.partitionKey]: { S: `${IMAGE_PREFIX}${REPOSITORY}@${digest}` } };
  return (await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
};
