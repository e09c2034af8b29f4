import { Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import type { FedQueue } from './fed-queue.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_PATTERN_CHARACTERS = 2048;
/** As long as what CloudFormation puts in may be. */
const ELSEWHERE: Place = { partition: 'aws-us-gov', region: 'ap-southeast-1', account: '111122223333' };

export interface RegistryEventsRuleProps {
  readonly watch: PolicyFile['policy']['watch'];
  readonly events: FedQueue;
  readonly type: keyof typeof PATTERNS;
}

/** Brings events of one type, of the watched repositories of this account, into their queue. */
export class RegistryEventsRule extends Rule {
  constructor(scope: Construct, id: string, props: RegistryEventsRuleProps) {
    const { queue, deadLetters } = props.events;
    super(scope, id, {
      eventPattern: patternOf(Stack.of(scope), props),
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}

type Place = Pick<Stack, 'partition' | 'region' | 'account'>;

/** What to match the name of a repository with; nothing where every one is watched. */
type Names = readonly string[];
type Detail = Readonly<Record<string, unknown>>;

/** Either a name or a wildcard. */
const matchers = (names: Names) => names.map((name) => (name.includes('*') ? { wildcard: name } : name));

const under = (key: string, names: Names): Detail => (names.length > 0 ? { [key]: matchers(names) } : {});

/**
 * What the events have besides, by type, where they are of the repositories of this account. The administrator of Inspector is sent
 * those of others too.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 * https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 */
const PATTERNS = {
  /** Whatever status they claim: the API's decides. */
  'ECR Image Scan': (names: Names) => under('repository-name', names),
  /** What changes tags, or takes images away. */
  'ECR Image Action': (names: Names) => ({
    result: ['SUCCESS'],
    'action-type': ['PUSH', 'DELETE', 'UPDATE_STORAGE_CLASS'],
    ...under('repository-name', names),
  }),
  'ECR Scan Resource Change': (names: Names) =>
    names.length > 0 ? { repositories: under('repository-name', names) } : {},
  /** Their repository is an ARN. */
  'Inspector2 Scan': (names: Names, { partition, region, account }: Place) =>
    under(
      'repository-name',
      (names.length > 0 ? names : ['*']).map((name) => `arn:${partition}:ecr:${region}:${account}:repository/${name}`),
    ),
  'Inspector2 Finding': (names: Names, { account }: Place) => ({
    awsAccountId: [account],
    resources: {
      type: ['AWS_ECR_CONTAINER_IMAGE'],
      ...(names.length > 0 && { details: { awsEcrContainerImage: under('repositoryName', names) } }),
    },
  }),
} satisfies Readonly<Record<string, (names: Names, place: Place) => Detail>>;

const patternOf = (here: Place, { watch, type }: RegistryEventsRuleProps): EventPattern => {
  const repositories = wildcards(watch.map(({ glob }) => glob));
  const names = repositories.includes('*') ? [] : repositories;
  const isInspector = type.startsWith('Inspector2');
  const pattern = (place: Place, named: Names) => {
    const detail = PATTERNS[type](named, place);
    return {
      source: [isInspector ? 'aws.inspector2' : 'aws.ecr'],
      detailType: [type],
      account: [place.account],
      ...(Object.keys(detail).length > 0 && { detail }),
    };
  };
  const { length } = JSON.stringify(pattern(ELSEWHERE, names));
  if (length <= MAX_PATTERN_CHARACTERS) return pattern(here, names);
  // They name a repository at more length: a `watch` that the rules of ECR take is not refused for theirs. The function decides.
  if (isInspector) return pattern(here, []);
  throw new Error(
    `watch: its ${repositories.length} repositories make an event pattern of ${length} characters, EventBridge takes ${MAX_PATTERN_CHARACTERS}: write fewer and wider globs, such as "team/**"`,
  );
};
