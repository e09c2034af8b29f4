import type * as z from 'zod';
import { parseAt } from '../parse-at.ts';
import type { Assembly } from './assembly.ts';
import type { Resource, Resources } from './resources.ts';
import {
  bucketShape,
  functionShape,
  invokeConfigShape,
  mappingShape,
  queueShape,
  ruleShape,
  tableShape,
  topicShape,
} from './shapes.ts';

type Deployed<T> = Omit<Resource, 'properties'> & { readonly properties: T };

export type Queue = Deployed<z.infer<typeof queueShape>>;
type Table = Deployed<z.infer<typeof tableShape>>;
type Bucket = Deployed<z.infer<typeof bucketShape>>;
type Topic = Deployed<z.infer<typeof topicShape>>;
export type Rule = Deployed<z.infer<typeof ruleShape>>;
export type LambdaFunction = Deployed<z.infer<typeof functionShape>> & {
  /** Where its bundle is. */
  readonly folder: string;
  /** What becomes of an event that nobody waits for. */
  readonly async: { readonly retries: number; readonly maxAgeSeconds: number; readonly onFailure: string | null };
};

/** A queue that feeds a function. */
export interface Mapping {
  readonly queue: Queue;
  readonly lambda: LambdaFunction;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
}

/** Everything the functions are wired with, as the template says. */
export interface Wiring {
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly Queue[];
  readonly mappings: readonly Mapping[];
  readonly rules: readonly Rule[];
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  readonly topics: readonly Topic[];
}

export const wiringOf = (resources: Resources, assembly: Assembly): Wiring => {
  const deployed = <T extends z.ZodType>(type: string, shape: T): readonly Deployed<z.infer<T>>[] =>
    resources
      .ofType(type)
      .map((resource) => ({ ...resource, properties: parseAt(resource.path, shape, resource.properties) }));
  const queues = deployed('AWS::SQS::Queue', queueShape);
  const asyncOf = asyncInvokes(resources);
  const functions = deployed('AWS::Lambda::Function', functionShape).map((lambda) => ({
    ...lambda,
    folder: assembly.folderOf(lambda.properties.Code.S3Key),
    async: asyncOf(lambda),
  }));
  return {
    functions,
    queues,
    mappings: mappingsOf(resources, queues, functions),
    rules: deployed('AWS::Events::Rule', ruleShape).filter(({ properties }) => properties.State === 'ENABLED'),
    tables: deployed('AWS::DynamoDB::Table', tableShape),
    buckets: deployed('AWS::S3::Bucket', bucketShape),
    topics: deployed('AWS::SNS::Topic', topicShape),
  };
};

/** A function is named by its name or its ARN, whatever AWS takes. */
export const isFunction = ({ name, arn }: Pick<Resource, 'name' | 'arn'>, named: string): boolean =>
  named === name || named === arn;

const asyncInvokes = (resources: Resources) => {
  const configs = resources
    .propertiesOf('AWS::Lambda::EventInvokeConfig')
    .map(({ path, properties }) => parseAt(path, invokeConfigShape, properties));
  return (lambda: Pick<Resource, 'name' | 'arn'>): LambdaFunction['async'] => {
    const config = configs.find(({ FunctionName }) => isFunction(lambda, FunctionName));
    return {
      // Without a configuration the maxima hold: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
      retries: config?.MaximumRetryAttempts ?? 2,
      maxAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
      onFailure: config?.DestinationConfig.OnFailure?.Destination ?? null,
    };
  };
};

const mappingsOf = (
  resources: Resources,
  queues: readonly Queue[],
  functions: readonly LambdaFunction[],
): readonly Mapping[] =>
  resources.propertiesOf('AWS::Lambda::EventSourceMapping').flatMap(({ path, properties }) => {
    const { Enabled, EventSourceArn, FunctionName, ...mapping } = parseAt(path, mappingShape, properties);
    if (!Enabled) return [];
    const queue = queues.find(({ arn }) => arn === EventSourceArn);
    const lambda = functions.find((each) => isFunction(each, FunctionName));
    if (!queue || !lambda) throw new Error(`${path}: ${EventSourceArn} or ${FunctionName} is in no template`);
    const reportsFailures = mapping.FunctionResponseTypes.length > 0;
    const { BatchSize: batchSize, MaximumBatchingWindowInSeconds: window } = mapping;
    refuseBatch(path, queue, batchSize, window);
    return [{ queue, lambda, batchSize, reportsFailures }];
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const refuseBatch = (path: string, { properties }: Queue, batchSize: number, windowSeconds: number): void => {
  if (properties.FifoQueue && (batchSize > 10 || windowSeconds > 0))
    throw new Error(
      `${path}: batches of ${batchSize} in ${windowSeconds} s; a FIFO queue takes at most 10 and no window`,
    );
  if (batchSize > 10 && windowSeconds < 1)
    throw new Error(`${path}: batches of ${batchSize} need a MaximumBatchingWindowInSeconds of at least 1`);
};
