import { basename } from 'node:path';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.ts';
import { templatesIn } from './cdk.ts';

/** What moto passes over in a template. Whatever rests on one of these, this run does not prove: docs/e2e.md. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::ECR::PullTimeUpdateExclusion',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

export interface Deployed {
  /** How many resources are there, by type. */
  readonly there: ReadonlyMap<string, number>;
  /** How many moto passed over, by type. */
  readonly missing: ReadonlyMap<string, number>;
}

/**
 * Compares what is there with the templates.
 *
 * @throws Error where something is missing that docs/e2e.md does not name
 */
export const compareDeployed = async (aws: Aws, assembly: string): Promise<Deployed> => {
  const there: string[] = [];
  const missing: string[] = [];
  for (const [file, { Resources }] of templatesIn(assembly)) {
    const made = await resourcesOf(aws, basename(file, '.template.json'));
    for (const [id, { Type }] of Object.entries(Resources)) (made.has(id) ? there : missing).push(Type);
  }
  const unexpected = missing.filter((type) => !PASSED_OVER.has(type));
  if (unexpected.length > 0) throw new Error(`deployed, and not there: ${[...new Set(unexpected)].join(', ')}`);
  return { there: countOf(there), missing: countOf(missing) };
};

/** The physical ids of what there is of a stack, by logical id. */
export const resourcesOf = async ({ cloudFormation }: Aws, stack: string): Promise<ReadonlyMap<string, string>> => {
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return new Map(
    StackResources.flatMap(({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId && PhysicalResourceId ? [[LogicalResourceId, PhysicalResourceId] as const] : [],
    ),
  );
};

const countOf = (types: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
