import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamodbDeliveryProgress } from '../adapters/dynamodb/delivery-progress.ts';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { dynamodbMarkers } from '../adapters/dynamodb/markers.ts';
import { dynamodbRoundUps } from '../adapters/dynamodb/round-ups.ts';
import { dynamodbSweeps } from '../adapters/dynamodb/sweeps.ts';
import { dynamodbTagHistory } from '../adapters/dynamodb/tag-history.ts';
import { ecrImages } from '../adapters/ecr/images.ts';
import { ecrLabels } from '../adapters/ecr/labels.ts';
import { unlogged } from '../adapters/ecr/unlogged.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { messagesOf } from '../adapters/sqs/event.ts';
import { sqsInbox } from '../adapters/sqs/inbox.ts';
import { sqsOutbox } from '../adapters/sqs/outbox.ts';
import { type BatchResponse, consume } from '../consume.ts';
import { readEnv, readQueues } from '../env.ts';
import { noteGone } from '../note-gone.ts';
import { evaluateScan } from './evaluate-scan.ts';
import { receive } from './receive.ts';

const env = readEnv(['table', 'records', 'inbox', 'deadLetters'], process.env);
const policy = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();
const sqs = new SQSClient();
const ecr = unlogged(new ECRClient());
const dynamodb = new DynamoDBClient();
const now = () => new Date();

const evaluate = evaluateScan({
  policy,
  images: ecrImages(ecr),
  labels: ecrLabels(ecr, fetch),
  lineages: dynamodbLineages(dynamodb, env.table),
  records: s3Records(new S3Client(), env.records),
  outbox: sqsOutbox(sqs, readQueues(process.env), noteGone(journal)),
  roundUps: dynamodbRoundUps(dynamodb, env.table),
  markers: dynamodbMarkers(dynamodb, env.table),
  sweeps: dynamodbSweeps(dynamodb, env.table),
  tags: dynamodbTagHistory(dynamodb, env.table, policy.tagHistoryDays),
  progressOf: dynamodbDeliveryProgress(dynamodb, env.table),
  journal,
  now,
  random: Math.random,
});
const inbox = sqsInbox(sqs, { url: env.inbox, deadLettersUrl: env.deadLetters });

export const handler = (event: SQSEvent): Promise<BatchResponse> =>
  consume(messagesOf(event), receive({ inbox, journal, evaluate, now }), journal);
