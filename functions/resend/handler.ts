import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { dynamodbMarkers } from '../adapters/dynamodb/markers.ts';
import { dynamodbRoundUps } from '../adapters/dynamodb/round-ups.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { sqsNudges } from '../adapters/sqs/nudges.ts';
import { sqsOutbox } from '../adapters/sqs/outbox.ts';
import { readEnv, readQueues } from '../env.ts';
import { noteGone } from '../note-gone.ts';
import { nudgeOverdue } from './overdue.ts';
import { resend } from './resend.ts';
import { tellRoundUps } from './round-up.ts';
import { runAll } from './run-all.ts';

const env = readEnv(['table', 'records', 'scanEvents'], process.env);
const policy = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();
const dynamodb = new DynamoDBClient();
const sqs = new SQSClient();
const lineages = dynamodbLineages(dynamodb, env.table);
const markers = dynamodbMarkers(dynamodb, env.table);
const roundUps = dynamodbRoundUps(dynamodb, env.table);
const records = s3Records(new S3Client(), env.records);
const outbox = sqsOutbox(sqs, readQueues(process.env), noteGone(journal));
const nudges = sqsNudges(sqs, env.scanEvents);
const now = () => new Date();

export const handler = async (): Promise<void> => {
  const done = await runAll(
    async () => ({ ...(await resend({ lineages, outbox, roundUps, nudges, now })) }),
    async () => ({ images: await nudgeOverdue({ policy, markers, nudges, now }) }),
    async () => ({ roundUps: await tellRoundUps({ policy, roundUps, records, outbox, journal, now }) }),
  );
  if (Object.values(done).some((count) => count > 0)) journal.note('what was due was sent on', done);
};
