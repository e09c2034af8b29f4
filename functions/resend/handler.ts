import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { dynamodbRoundUps } from '../adapters/dynamodb/round-ups.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { sqsNudges } from '../adapters/sqs/nudges.ts';
import { sqsOutbox } from '../adapters/sqs/outbox.ts';
import { readEnv, readQueues } from '../env.ts';
import { noteGone } from '../note-gone.ts';
import { resend } from './resend.ts';
import { tellRoundUps } from './round-up.ts';

const env = readEnv(['table', 'records', 'scanEvents'], process.env);
const policy = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();
const dynamodb = new DynamoDBClient();
const sqs = new SQSClient();
const lineages = dynamodbLineages(dynamodb, env.table);
const roundUps = dynamodbRoundUps(dynamodb, env.table);
const records = s3Records(new S3Client(), env.records);
const outbox = sqsOutbox(sqs, readQueues(process.env), noteGone(journal));
const nudges = sqsNudges(sqs, env.scanEvents);
const now = () => new Date();

export const handler = async (): Promise<void> => {
  const { deliveries, nudges: due } = await resend({ lineages, outbox, roundUps, nudges, now });
  const told = await tellRoundUps({ policy, roundUps, records, outbox, journal, now });
  if (deliveries + due + told > 0)
    journal.note('what was due was sent on', { deliveries, lineages: due, roundUps: told });
};
