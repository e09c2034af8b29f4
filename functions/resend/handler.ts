import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamodbLineages } from '../adapters/dynamodb/lineages.ts';
import { journal as openJournal } from '../adapters/powertools/journal.ts';
import { sqsOutbox } from '../adapters/sqs/outbox.ts';
import { readEnv } from '../env.ts';
import { resend } from './resend.ts';

const env = readEnv(['table', 'slackQueue'], process.env);
const journal = openJournal();
const lineages = dynamodbLineages(new DynamoDBClient(), env.table);
const outbox = sqsOutbox(new SQSClient(), { slack: env.slackQueue });

export const handler = async (): Promise<void> => {
  const deliveries = await resend({ lineages, outbox, now: () => new Date() });
  if (deliveries > 0) journal.note('deliveries were sent again', { deliveries });
};
