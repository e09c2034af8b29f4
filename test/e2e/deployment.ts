import { join } from 'node:path';
import { type Aws, awsAt } from './aws.ts';
import { cdkAt, nameFifoQueues } from './cdk.ts';
import { compareDeployed, type Deployed } from './deployed.ts';
import { startMoto } from './moto.ts';
import type { Options } from './options.ts';
import { putLifecyclePolicies } from './registry.ts';
import { stage } from './stage.ts';

/** An AWS that holds the project, as its own CDK CLI put it there. */
export const deployment = async ({ scratch, atEnd }: Options): Promise<Aws> => {
  const endpoint = await stage(
    'moto_server',
    () => startMoto(atEnd),
    (url) => `an AWS that is not ours, on ${url}`,
  );
  const assembly = join(scratch, 'cdk.out');
  const cdk = cdkAt({ endpoint, assembly, atEnd });
  await stage('cdk synth', cdk.synth, () => 'the project, bundles and all, by the policy test/e2e/tallyman.yaml');
  const named = nameFifoQueues(assembly);
  await stage('cdk bootstrap', cdk.bootstrap, () => 'the environment takes assets');
  await stage('cdk deploy', cdk.deploy, () => `both stacks, as synthesised but for the names of ${named} FIFO queues`);
  const aws = awsAt(endpoint);
  await stage('resources', () => compareDeployed(aws, assembly), told);
  await stage(
    'lifecycle',
    () => putLifecyclePolicies(aws, assembly),
    (count) => `the policies of ${count} repositories are of a grammar that others wrote down`,
  );
  return aws;
};

const told = ({ there, missing }: Deployed): string => {
  const passedOver = [...missing].map(([type, count]) => `${count} ${type.replace('AWS::', '')}`);
  return `${sumOf(there)} are there, of ${there.size} types; moto passed over ${sumOf(missing)}: ${passedOver.join(', ')}`;
};

const sumOf = (counts: ReadonlyMap<string, number>): number => counts.values().reduce((sum, count) => sum + count, 0);
