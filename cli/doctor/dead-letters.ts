import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedStack } from '../deployed/stack.ts';
import type { Check } from './check.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';

const ABOUT = 'dead letters';
const COUNTS: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];

/** Whether something waits for a person. */
export const deadLettersCheck: Check = {
  about: ABOUT,
  actions: ['sqs:GetQueueAttributes'],
  look: async ({ sqs, stack: { deadLetters } }) => {
    const waiting = (await Promise.all(deadLetters.map((queue) => examineQueue(sqs, queue)))).flat();
    return waiting.length > 0 ? waiting : [ok(ABOUT, `none in ${deadLetters.length} queues`)];
  },
};

const examineQueue = async (
  sqs: SQSClient,
  { name, url }: DeployedStack['deadLetters'][number],
): Promise<readonly Diagnosis[]> => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: COUNTS }));
  const count = COUNTS.reduce((sum, attribute) => sum + Number(Attributes[attribute] ?? 0), 0);
  if (count === 0) return [];
  const remedy = 'mend what the attribute "reason" of the messages says, then start the redrive of the queue';
  return [wrong(`${ABOUT} ${name}`, `${count} waiting`, remedy)];
};
