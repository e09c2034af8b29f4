import { Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import type { FedQueue } from './fed-queue.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_PATTERN_CHARACTERS = 2048;

export interface ScanEventsRuleProps {
  readonly watch: PolicyFile['policy']['watch'];
  readonly events: FedQueue;
}

/** Brings the scan events of the watched repositories into their queue, whatever status they claim: the API's decides. */
export class ScanEventsRule extends Rule {
  constructor(scope: Construct, id: string, { watch, events: { queue, deadLetters } }: ScanEventsRuleProps) {
    super(scope, id, {
      eventPattern: scanEvents(Stack.of(scope).account, wildcards(watch.map(({ glob }) => glob))),
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}

const scanEvents = (account: string, repositories: readonly string[]): EventPattern => {
  const pattern = { source: ['aws.ecr'], detailType: ['ECR Image Scan'], account: [account] };
  if (repositories.includes('*')) return pattern;
  const names = repositories.map((name) => (name.includes('*') ? { wildcard: name } : name));
  const filtered = { ...pattern, detail: { 'repository-name': names } };
  const { length } = JSON.stringify(filtered);
  if (length > MAX_PATTERN_CHARACTERS)
    throw new Error(
      `watch: its ${repositories.length} repositories make an event pattern of ${length} characters, EventBridge takes ${MAX_PATTERN_CHARACTERS}: write fewer and wider globs, such as "team/**"`,
    );
  return filtered;
};
