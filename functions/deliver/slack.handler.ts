import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamodbClaims } from '../adapters/dynamodb/claims.ts';
import { dynamodbThreads } from '../adapters/dynamodb/threads.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { s3Records } from '../adapters/s3/records.ts';
import { secretsManager } from '../adapters/secrets-manager/secrets.ts';
import { slackChannel } from '../adapters/slack/channel.ts';
import { messagesOf } from '../adapters/sqs/event.ts';
import { sqsInbox } from '../adapters/sqs/inbox.ts';
import { type BatchResponse, consume } from '../consume.ts';
import { readEnv } from '../env.ts';
import { deliver } from './deliver.ts';

/** The function's time-out is 60 s: a claim outlives whoever made it by 10 s. */
const LEASE_SECONDS = 70;

const env = readEnv(['table', 'records', 'inbox', 'deadLetters'], process.env);
const { receivers } = policyFile(new URL('./policy.json', import.meta.url));
const journal = openJournal();
const dynamodb = new DynamoDBClient();
const records = s3Records(new S3Client(), env.records);
const secrets = secretsManager(new SecretsManagerClient());

const deliverSlack = deliver({
  claims: dynamodbClaims(dynamodb, env.table),
  records,
  channel: slackChannel({ receivers, secrets, records, threads: dynamodbThreads(dynamodb, env.table) }),
  inbox: sqsInbox(new SQSClient(), { url: env.inbox, deadLettersUrl: env.deadLetters }),
  journal,
  now: () => new Date(),
  leaseSeconds: LEASE_SECONDS,
});

export const handler = (event: SQSEvent): Promise<BatchResponse> => consume(messagesOf(event), deliverSlack, journal);
