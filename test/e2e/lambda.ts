import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Clock } from '../../replay/clock.ts';
import { type FunctionProcess, functionProcess } from '../../replay/lambda/function-process.ts';
import { parseAt } from '../../replay/parse-at.ts';
import { type Aws, KEYS, REGION } from './aws.ts';
import { resourcesOf } from './deployed.ts';
import { harmlessEnvironment, startProgram } from './program.ts';

/** A deployed function that runs: its own bundle and its own environment, in a process that speaks the Runtime API. */
export interface RunningFunction extends FunctionProcess {
  readonly name: string;
  /** As deployed. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it printed so far. */
  readonly log: readonly string[];
}

const functionShape = z.object({
  Configuration: z.object({
    FunctionName: z.string(),
    FunctionArn: z.string(),
    Handler: z.string(),
    Runtime: z.literal('nodejs24.x'),
    Timeout: z.number(),
    MemorySize: z.number(),
    CodeSha256: z.string(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  }),
  Code: z.object({ Location: z.string() }),
});
type Configuration = z.infer<typeof functionShape>['Configuration'];

export interface RunOptions {
  readonly aws: Aws;
  /** The base URL that stands for Slack's. */
  readonly slack: string;
  /** An empty folder. */
  readonly scratch: string;
  readonly clock: Clock;
}

export const runFunction = async (
  arn: string,
  { aws, slack, scratch, clock }: RunOptions,
): Promise<RunningFunction> => {
  const answer = await aws.lambda('GET', `functions/${encodeURIComponent(arn)}`);
  const { Configuration, Code } = parseAt('GetFunction', functionShape, answer);
  const folder = join(scratch, Configuration.FunctionName);
  await unpack(await download(aws, Configuration, Code.Location), folder);
  const log: string[] = [];
  const process = await functionProcess({
    arn: Configuration.FunctionArn,
    folder,
    timeoutSeconds: Configuration.Timeout,
    environment: environmentOf(Configuration, folder, aws.endpoint, slack),
    clock,
    print: (line) => log.push(line),
  });
  return { ...process, name: Configuration.FunctionName, variables: Configuration.Environment.Variables, log };
};

/** The asset that `cdk deploy` published, if it is the code that the function has. */
const download = async (
  aws: Aws,
  { FunctionName, CodeSha256 }: Configuration,
  location: string,
): Promise<Uint8Array> => {
  const bucket = (await resourcesOf(aws, 'CDKToolkit')).get('StagingBucket');
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: basename(location) }));
  const zip = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const hash = createHash('sha256').update(zip).digest('base64');
  if (hash !== CodeSha256) throw new Error(`${FunctionName}: its code is not the asset in ${bucket}`);
  return zip;
};

const unpack = async (zip: Uint8Array, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}.zip`;
  writeFileSync(file, zip);
  // Python is here, for moto_server is.
  const program = startProgram('python3', ['-m', 'zipfile', '-e', file, folder], harmlessEnvironment());
  if ((await program.ended) !== 0) throw new Error(`${file} cannot be unpacked: ${program.printed()}`);
  if (!readdirSync(folder).includes('index.mjs')) throw new Error(`${file} holds no index.mjs`);
};

/** As the SDK spells them in `AWS_ENDPOINT_URL_…`. */
const SERVICES = ['DYNAMODB', 'ECR', 'S3', 'SECRETS_MANAGER', 'SECURITYHUB', 'SNS', 'SQS'];

/** What is deployed and what Lambda adds, with moto for AWS and `slack` for Slack. */
const environmentOf = (
  { Environment, FunctionName, Handler, MemorySize }: Configuration,
  folder: string,
  endpoint: string,
  slack: string,
): Record<string, string> => ({
  ...Object.fromEntries(
    // The SDK follows the host of a queue's URL, and moto deploys AWS's.
    Object.entries(Environment.Variables).map(([name, value]) => [
      name,
      value.replace(`https://sqs.${REGION}.amazonaws.com`, endpoint),
    ]),
  ),
  ...KEYS,
  _HANDLER: Handler,
  AWS_REGION: REGION,
  AWS_LAMBDA_FUNCTION_NAME: FunctionName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
  LAMBDA_TASK_ROOT: folder,
  TZ: ':UTC',
  ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
  // The function's side of the replay sends there what is for Slack.
  AWS_ENDPOINT_URL: slack,
});
