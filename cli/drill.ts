import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Command, InvalidArgumentError } from 'commander';
import { dynamodbDeliveryProgress } from '../functions/adapters/dynamodb/delivery-progress.ts';
import { s3Records } from '../functions/adapters/s3/records.ts';
import { sqsOutbox } from '../functions/adapters/sqs/outbox.ts';
import type { Policy, Receiver } from '../functions/core/domain/policy.ts';
import { CannotRunError } from './deployed/cannot-run.ts';
import { onStack, STATUS, type StackOptions, stackOptions } from './deployed/command.ts';
import { type DeployedStack, findStack } from './deployed/stack.ts';
import { lineOf, nameWidth } from './drill/for-terminal.ts';
import type { Outcome } from './drill/outcome.ts';
import { type Drilled, runDrill, type World } from './drill/run-drill.ts';
import { readPolicyFile } from './policy-file.ts';

interface Options extends StackOptions {
  /** Seconds. */
  readonly timeout: number;
}

/** `tallyman drill`: one message marked DRILL to each receiver, by the way that its alerts take. */
export const drillCommand = (): Command =>
  stackOptions(new Command('drill'))
    .description('send each receiver a message marked DRILL through the deployed stack, and say whether it arrived')
    .argument('[receivers...]', 'only these')
    .option('--timeout <seconds>', 'how long to wait for each', seconds, 60)
    .action((names: readonly string[], options: Options, command: Command) =>
      onStack(command, async (print) => {
        const { policy } = readPolicyFile(options.policy);
        const receivers = chosen(policy, names, options.policy);
        const stack = await findStack(new CloudFormationClient(), options.stack);
        const drilled = await runDrill(worldOf(stack, options), policy, receivers);
        const outcomes = options.json ? await asJson(drilled, print) : await asLines(drilled, print);
        return outcomes.every(({ kind }) => kind === 'delivered') ? STATUS.well : STATUS.wrong;
      }),
    );

const seconds = (text: string): number => {
  const value = Number(text);
  if (value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError('write a number of seconds, at most 3600');
};

const chosen = ({ receivers }: Policy, names: readonly string[], path: string): readonly Receiver[] => {
  const known = receivers.map(({ name }) => name);
  const strangers = names.filter((name) => !known.includes(name));
  if (strangers.length > 0)
    throw new CannotRunError(`${path} has no receiver ${strangers.join(', ')}: it has ${known.join(', ')}`);
  return receivers.filter(({ name }) => names.length === 0 || names.includes(name));
};

const worldOf = (stack: DeployedStack, { timeout }: Options): World => ({
  stack,
  records: s3Records(new S3Client(), stack.records),
  // A queue's URL names a host of its own, whatever endpoint is set. Where there is no queue, nothing is sent.
  outbox: sqsOutbox(new SQSClient({ useQueueUrlAsEndpoint: false }), stack.queues, () => {}),
  progress: dynamodbDeliveryProgress(new DynamoDBClient(), stack.table),
  now: () => new Date(),
  newId: randomUUID,
  wait,
  timeoutMs: timeout * 1000,
});

/** Each as soon as it and those before it are known. */
const asLines = async (drilled: readonly Drilled[], print: (text: string) => void): Promise<readonly Outcome[]> => {
  const width = nameWidth(drilled.map(({ receiver }) => receiver));
  const outcomes: Outcome[] = [];
  for (const { receiver, outcome } of drilled) {
    outcomes.push(await outcome);
    print(lineOf(receiver, await outcome, width));
  }
  return outcomes;
};

const asJson = async (drilled: readonly Drilled[], print: (text: string) => void): Promise<readonly Outcome[]> => {
  const outcomes = await Promise.all(drilled.map(({ outcome }) => outcome));
  const receivers = drilled.map(({ receiver: { name, channel } }, index) => ({
    receiver: name,
    channel,
    ...outcomes[index],
  }));
  print(`${JSON.stringify({ receivers }, null, 2)}\n`);
  return outcomes;
};
