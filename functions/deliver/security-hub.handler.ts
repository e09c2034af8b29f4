import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamodbClaims } from '../adapters/dynamodb/claims.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { securityHubChannel } from '../adapters/security-hub/channel.ts';
import { messagesOf } from '../adapters/sqs/event.ts';
import { sqsInbox } from '../adapters/sqs/inbox.ts';
import { type BatchResponse, consume } from '../consume.ts';
import { readEnv } from '../env.ts';
import { deliver } from './deliver.ts';

/** The function's time-out is 120 s: a claim outlives whoever made it by 10 s. */
const LEASE_SECONDS = 130;

const env = readEnv(['table', 'records', 'inbox', 'deadLetters'], process.env);
const policy = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();

const deliverSecurityHub = deliver({
  claims: dynamodbClaims(new DynamoDBClient(), env.table),
  records: s3Records(new S3Client(), env.records),
  // Its own retries are off: what was imported is kept, and the queue waits.
  channel: securityHubChannel({ policy, client: new SecurityHubClient({ maxAttempts: 1 }) }),
  inbox: sqsInbox(new SQSClient(), { url: env.inbox, deadLettersUrl: env.deadLetters }),
  journal,
  now: () => new Date(),
  leaseSeconds: LEASE_SECONDS,
});

export const handler = (event: SQSEvent): Promise<BatchResponse> =>
  consume(messagesOf(event), deliverSecurityHub, journal);
