import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { sqsOutbox } from '../adapters/sqs/outbox.ts';
import { readEnv, readQueues } from '../env.ts';
import { noteGone } from '../note-gone.ts';
import { resend } from './resend.ts';

const env = readEnv(['table'], process.env);
const journal = openJournal();
const lineages = dynamodbLineages(new DynamoDBClient(), env.table);
const outbox = sqsOutbox(new SQSClient(), readQueues(process.env), noteGone(journal));

export const handler = async (): Promise<void> => {
  const deliveries = await resend({ lineages, outbox, now: () => new Date() });
  if (deliveries > 0) journal.note('deliveries were sent again', { deliveries });
};
