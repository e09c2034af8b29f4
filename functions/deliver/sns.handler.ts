import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamodbClaims } from '../adapters/dynamodb/claims.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { snsChannel } from '../adapters/sns/channel.ts';
import { messagesOf } from '../adapters/sqs/event.ts';
import { sqsInbox } from '../adapters/sqs/inbox.ts';
import { type BatchResponse, consume } from '../consume.ts';
import { readEnv, readTopics } from '../env.ts';
import { deliver } from './deliver.ts';

/** The function's time-out is 60 s: a claim outlives whoever made it by 10 s. */
const LEASE_SECONDS = 70;

const env = readEnv(['table', 'records', 'inbox', 'deadLetters', 'topics'], process.env);
const { receivers } = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();

const deliverSns = deliver({
  claims: dynamodbClaims(new DynamoDBClient(), env.table),
  records: s3Records(new S3Client(), env.records),
  // Its own retries are off: publishing twice tells twice, and the queue waits.
  channel: snsChannel({ receivers, topics: readTopics(env.topics), client: new SNSClient({ maxAttempts: 1 }) }),
  inbox: sqsInbox(new SQSClient(), { url: env.inbox, deadLettersUrl: env.deadLetters }),
  journal,
  now: () => new Date(),
  leaseSeconds: LEASE_SECONDS,
});

export const handler = (event: SQSEvent): Promise<BatchResponse> => consume(messagesOf(event), deliverSns, journal);
