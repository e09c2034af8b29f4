import { Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import type { FedQueue } from './fed-queue.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_PATTERN_CHARACTERS = 2048;

export interface RegistryEventsRuleProps {
  readonly watch: PolicyFile['policy']['watch'];
  readonly events: FedQueue;
  /** Such as `ECR Image Scan`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
  readonly detailType: string;
  /** What must hold besides. */
  readonly detail?: Readonly<Record<string, readonly string[]>>;
}

/** Brings events of one type, of the watched repositories of this account, into their queue. */
export class RegistryEventsRule extends Rule {
  constructor(scope: Construct, id: string, props: RegistryEventsRuleProps) {
    const { queue, deadLetters } = props.events;
    super(scope, id, {
      eventPattern: patternOf(Stack.of(scope).account, props),
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}

const patternOf = (account: string, { watch, detailType, detail }: RegistryEventsRuleProps): EventPattern => {
  const repositories = wildcards(watch.map(({ glob }) => glob));
  const wanted = { ...detail, ...(!repositories.includes('*') && { 'repository-name': matchers(repositories) }) };
  const pattern = {
    source: ['aws.ecr'],
    detailType: [detailType],
    account: [account],
    ...(Object.keys(wanted).length > 0 && { detail: wanted }),
  };
  const { length } = JSON.stringify(pattern);
  if (length > MAX_PATTERN_CHARACTERS)
    throw new Error(
      `watch: its ${repositories.length} repositories make an event pattern of ${length} characters, EventBridge takes ${MAX_PATTERN_CHARACTERS}: write fewer and wider globs, such as "team/**"`,
    );
  return pattern;
};

const matchers = (repositories: readonly string[]) =>
  repositories.map((name) => (name.includes('*') ? { wildcard: name } : name));
