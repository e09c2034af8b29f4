import assert from 'node:assert/strict';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import type { Aws } from './aws.ts';
import { endOf } from './consumer.ts';
import type { Functions } from './functions.ts';
import { assertNoDelivery, evaluate } from './outcome.ts';
import { delayedIn, messagesIn, purge } from './queues.ts';
import { stage } from './stage.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** UTC: by then the sweep of any day has begun. */
const MORNING_MS = 6 * HOUR_MS;

const runShape = z.object({ repositories: z.number(), images: z.number(), scans: z.number() });
type Run = z.infer<typeof runShape>;

/** The next morning: `reconcile` comes by what was told, and by what nobody scanned. */
export const sweep = async (aws: Aws, { reconcile, evaluateScan, channels, clock }: Functions): Promise<void> => {
  const { queueUrl } = evaluateScan;
  const { images, scans } = await stage(
    'reconcile',
    async () => {
      clock.moveTo((Math.floor(clock.now() / DAY_MS) + 1) * DAY_MS + MORNING_MS);
      await reconcile.run();
      const run = runOf(reconcile.log);
      const { repositories = [] } = await aws.ecr.send(new DescribeRepositoriesCommand({}));
      assert.equal(run.repositories, repositories.length, `it did not come by each repository${endOf(reconcile.log)}`);
      assert.equal(await messagesIn(aws, queueUrl), run.images, 'not each image has a nudge');
      assert.equal(await delayedIn(aws, queueUrl), run.scans, 'not each that is scanned anew has a delayed one');
      assert.ok(run.images > run.scans, 'it had all of them scanned, what was scanned today too');
      return run;
    },
    (run) =>
      `next morning it came by all ${run.repositories} repositories and ${run.images} live images, and had ${run.scans} scanned`,
  );
  await stage(
    'swept',
    async () => {
      await evaluate(evaluateScan, 'unchanged', images - scans);
      await assertNoDelivery(aws, channels);
      await purge(aws, queueUrl);
    },
    () => 'evaluate-scan took the nudge of what was told before: nothing is new',
  );
};

const ENDED = '"message":"the sweep has ended"';

/** What the sweep did, in all of the registry and without trouble. */
const runOf = (log: readonly string[]): Run => {
  const ended = log.find((line) => line.includes(ENDED));
  if (ended === undefined || log.some((line) => line.includes('NotReconciled')))
    throw new Error(`the sweep did not do all${endOf(log)}`);
  return parseAt('what reconcile did', runShape, JSON.parse(ended));
};
