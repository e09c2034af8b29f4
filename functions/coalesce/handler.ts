import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamodbMarkers } from '../adapters/dynamodb/markers.ts';
import { policyFile } from '../adapters/files/policy-file.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { messagesOf } from '../adapters/sqs/event.ts';
import { sqsInbox } from '../adapters/sqs/inbox.ts';
import { sqsNudges } from '../adapters/sqs/nudges.ts';
import type { BatchResponse } from '../consume.ts';
import { readEnv } from '../env.ts';
import { coalesce } from './coalesce.ts';

const env = readEnv(['table', 'inbox', 'deadLetters', 'scanEvents'], process.env);
const sqs = new SQSClient();

const gather = coalesce({
  policy: policyFile(new URL('./policy.json', import.meta.url)),
  markers: dynamodbMarkers(new DynamoDBClient(), env.table),
  nudges: sqsNudges(sqs, env.scanEvents),
  inbox: sqsInbox(sqs, { url: env.inbox, deadLettersUrl: env.deadLetters }),
  journal: openJournal(),
  now: () => new Date(),
});

export const handler = (event: SQSEvent): Promise<BatchResponse> => gather(messagesOf(event));
