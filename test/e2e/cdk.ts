import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import { ACCOUNT, KEYS, REGION } from './aws.ts';
import type { Options } from './options.ts';
import { harmlessEnvironment, ROOT, startProgram } from './program.ts';

const BIN = join(ROOT, 'node_modules/.bin');
const POLICY = 'test/e2e/tallyman.yaml';

/** The project's own CDK CLI, which knows no other AWS than the one at `endpoint`. */
export interface Cdk {
  synth(): Promise<void>;
  bootstrap(): Promise<void>;
  deploy(): Promise<void>;
}

export interface CdkOptions {
  readonly endpoint: string;
  /** Where `synth` puts the cloud assembly, and the others look for it. */
  readonly assembly: string;
  readonly atEnd: Options['atEnd'];
}

export const cdkAt = ({ endpoint, assembly, atEnd }: CdkOptions): Cdk => {
  const environment = {
    ...harmlessEnvironment(),
    ...KEYS,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    // moto finds the bucket in a template's URL only where the host is `localhost`.
    AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: endpoint.replace('127.0.0.1', 'localhost'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    PATH: `${BIN}${delimiter}${process.env['PATH']}`,
  };
  const run = async (...args: readonly string[]): Promise<void> => {
    const program = startProgram(join(BIN, 'cdk'), [...args, '--no-notices', '--no-color'], environment);
    atEnd(program.stop);
    const status = await program.ended;
    if (status !== 0) throw new Error(`cdk ${args.join(' ')} ended with status ${status}:\n${program.printed()}`);
  };
  return {
    synth: () => run('synth', '--quiet', '--output', assembly, '--context', `policy=${POLICY}`),
    bootstrap: () => run('bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', assembly),
    deploy: () => run('deploy', '--all', '--method=direct', '--require-approval', 'never', '--app', assembly),
  };
};

const templateShape = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.looseObject({}).optional() })),
});
export type Template = z.infer<typeof templateShape>;

/** The templates of `assembly`, by file. */
export const templatesIn = (assembly: string): readonly (readonly [file: string, template: Template])[] =>
  readdirSync(assembly)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => {
      const file = join(assembly, name);
      return [file, parseAt(name, templateShape, JSON.parse(readFileSync(file, 'utf8')))] as const;
    });

/**
 * Names the FIFO queues: CloudFormation makes up names that end in `.fifo`, moto makes up others and then refuses them.
 *
 * @returns how many
 */
export const nameFifoQueues = (assembly: string): number => {
  let named = 0;
  for (const [file, template] of templatesIn(assembly)) {
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::SQS::Queue' || Properties?.['FifoQueue'] !== true) continue;
      Properties['QueueName'] = `${id}.fifo`;
      named += 1;
    }
    writeFileSync(file, JSON.stringify(template));
  }
  return named;
};
