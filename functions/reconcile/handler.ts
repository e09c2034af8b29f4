import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { dynamodbSweeps } from '../adapters/dynamodb/sweeps.ts';
import { ecrImages } from '../adapters/ecr/images.ts';
import { paced } from '../adapters/ecr/paced.ts';
import { ecrRepositories } from '../adapters/ecr/repositories.ts';
import { unlogged } from '../adapters/ecr/unlogged.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { sqsNudges } from '../adapters/sqs/nudges.ts';
import { readEnv } from '../env.ts';
import { reconcile } from './reconcile.ts';

/** AWS publishes no rate of these requests: far below what deployments and evaluations get along with. */
const ECR_REQUESTS_PER_SECOND = 20;
/** For minutes of throttling. */
const MAX_ATTEMPTS = 10;

const env = readEnv(['table', 'scanEvents'], process.env);
const policy = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();
const dynamodb = new DynamoDBClient();
const ecr = new ECRClient({ retryMode: 'adaptive', maxAttempts: MAX_ATTEMPTS });
const calm = paced(unlogged(ecr), ECR_REQUESTS_PER_SECOND, {
  nowMs: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
const world = {
  policy,
  repositories: ecrRepositories(calm),
  images: ecrImages(calm),
  lineages: dynamodbLineages(dynamodb, env.table),
  sweeps: dynamodbSweeps(dynamodb, env.table),
  nudges: sqsNudges(new SQSClient(), env.scanEvents),
  journal,
  now: () => new Date(),
};

export const handler = async (_event: unknown, context: Context): Promise<void> => {
  const run = await reconcile({ ...world, timeLeftMs: () => context.getRemainingTimeInMillis() });
  if (run === null) return;
  const { repositories, images, scans, isOver } = run;
  journal.note(isOver ? 'the sweep has ended' : 'the next run goes on', { repositories, images, scans });
};
