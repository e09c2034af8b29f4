import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Registry } from '../../functions/core/domain/image.ts';
import { ENV, readEnv, readQueues, readTopics } from '../../functions/env.ts';
import { CannotRunError, isDenied } from './cannot-run.ts';
import { type DeployedTemplate, readTemplate } from './template.ts';

/** A stack of Tallyman as it stands in AWS: found by what its functions are told, so that no name has to be known. */
export interface DeployedStack extends Pick<DeployedTemplate, 'alarmTopics' | 'deadLetters'> {
  readonly name: string;
  /** Such as UPDATE_COMPLETE. */
  readonly status: string;
  readonly registry: Registry;
  /** The stack's output `PolicyHash`; null where it has none. */
  readonly policyHash: string | null;
  readonly table: string;
  readonly records: string;
  /** URLs of the queues of deliveries, of the channels that there are. */
  readonly queues: ReturnType<typeof readQueues>;
  /** ARNs of the topics of SNS receivers, by the receiver's name. */
  readonly topics: Readonly<Record<string, string>>;
}

/**
 * Finds a deployed stack.
 *
 * @throws CannotRunError where there is none, or it is not Tallyman's
 */
export const findStack = async (client: CloudFormationClient, name: string): Promise<DeployedStack> => {
  try {
    const described = await describe(client, name);
    const physicalIds = await physicalIdsOf(client, name);
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: name }));
    return toStack(name, described, readTemplate(name, TemplateBody, physicalIds));
  } catch (error) {
    if (!isDenied(error)) throw error;
    const actions = ['DescribeStacks', 'ListStackResources', 'GetTemplate'].map((action) => `cloudformation:${action}`);
    throw new CannotRunError(`these credentials may not look at the stack ${name}: allow them ${actions.join(', ')}`);
  }
};

/** Of a stack in which nothing stands. */
const EMPTY = /^(REVIEW_IN_PROGRESS|CREATE_IN_PROGRESS|CREATE_FAILED|ROLLBACK_.*|DELETE_.*)$/;

const describe = async (client: CloudFormationClient, name: string): Promise<Stack> => {
  const region = await client.config.region();
  const [stack] = await stacksNamed(client, name);
  const deploy = 'deploy it (npx cdk deploy --all), or name yours with --stack, and its Region with AWS_REGION';
  if (stack === undefined) throw new CannotRunError(`there is no stack ${name} in ${region}: ${deploy}`);
  const status = stack.StackStatus ?? '';
  if (EMPTY.test(status)) throw new CannotRunError(`the stack ${name} in ${region} is ${status}: ${deploy}`);
  return stack;
};

const stacksNamed = async (client: CloudFormationClient, name: string): Promise<readonly Stack[]> => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks ?? [];
  } catch (error) {
    // CloudFormation has no other error for a stack that is not there.
    if (error instanceof Error && /does not exist/.test(error.message)) return [];
    throw error;
  }
};

const physicalIdsOf = async (client: CloudFormationClient, name: string): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: name }))
    for (const { LogicalResourceId, PhysicalResourceId } of StackResourceSummaries)
      if (LogicalResourceId && PhysicalResourceId) ids.set(LogicalResourceId, PhysicalResourceId);
  return ids;
};

const toStack = (name: string, { StackId, StackStatus, Outputs = [] }: Stack, template: DeployedTemplate) => {
  const { environment, alarmTopics, deadLetters } = template;
  return {
    name,
    status: StackStatus ?? '',
    registry: placeOf(StackId ?? ''),
    policyHash: Outputs.find(({ OutputKey }) => OutputKey === 'PolicyHash')?.OutputValue ?? null,
    ...wiringOf(name, environment),
    alarmTopics,
    deadLetters,
  };
};

const wiringOf = (name: string, environment: DeployedTemplate['environment']) => {
  const topics = environment[ENV.topics];
  try {
    return {
      ...readEnv(['table', 'records'], environment),
      queues: readQueues(environment),
      topics: topics === undefined ? {} : readTopics(topics),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new CannotRunError(`the stack ${name} is not Tallyman's, or of another release: ${why}`);
  }
};

/** Of an ARN: `arn:aws:cloudformation:eu-west-1:111122223333:stack/…`. */
const placeOf = (arn: string): Registry => {
  const [, , , region = '', account = ''] = arn.split(':');
  return { account, region };
};
