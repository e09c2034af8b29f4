import { ENV } from '../../functions/env.ts';
import type { Clock } from '../../replay/clock.ts';
import type { Aws } from './aws.ts';
import { runningClock } from './clock.ts';
import { type Consumer, endOf, startConsumer } from './consumer.ts';
import { feedOf, takeFeeds } from './feeds.ts';
import { type RunningFunction, runFunction } from './lambda.ts';
import type { Options } from './options.ts';
import { takeRules } from './rules.ts';
import { securityHubWitness } from './security-hub.ts';
import { slackWitness, startSlack } from './slack.ts';
import { snsWitness } from './sns.ts';
import type { Witness } from './witness.ts';

/** A channel's deployed function, and who sees what it does. */
export interface Channel {
  readonly name: string;
  readonly consumer: Consumer;
  readonly witness: Witness;
}

/** A deployed function that this run starts in place of its schedule. */
interface Scheduled extends Pick<RunningFunction, 'log'> {
  /** @throws Error with the end of its log where it failed */
  run(): Promise<void>;
}

export interface Functions {
  readonly evaluateScan: Consumer;
  readonly coalesce: Consumer;
  readonly channels: readonly Channel[];
  readonly resend: Scheduled;
  readonly reconcile: Scheduled;
  /** Of all of them. */
  readonly clock: Clock;
}

/** The functions on the way of a scan, found as the deployed rules, queues and variables name each other. */
export const startFunctions = async (aws: Aws, { scratch, atEnd }: Options): Promise<Functions> => {
  const feeds = await takeFeeds(aws);
  const { events, findings, resend, reconcile } = await takeRules(aws);
  const slack = await startSlack(aws);
  atEnd(slack.stop);
  const options = { aws, slack: slack.url, scratch, clock: runningClock() };
  const consumerOf = async (queue: string): Promise<Consumer> => {
    const consumer = await startConsumer(feedOf(feeds, queue), options);
    atEnd(consumer.stop);
    return consumer;
  };
  const scheduledOf = async (arn: string): Promise<Scheduled> => {
    const fn = await runFunction(arn, options);
    atEnd(fn.stop);
    return { log: fn.log, run: () => run(fn) };
  };
  const evaluateScan = await consumerOf(events);
  const toSlack = await consumerOf(given(evaluateScan, ENV.slackQueue));
  const toSns = await consumerOf(given(evaluateScan, ENV.snsQueue));
  const toSecurityHub = await consumerOf(given(evaluateScan, ENV.securityHubQueue));
  const topics: Readonly<Record<string, string>> = JSON.parse(given(toSns, ENV.topics));
  return {
    evaluateScan,
    coalesce: await consumerOf(findings),
    channels: [
      { name: 'deliver-slack', consumer: toSlack, witness: slackWitness(slack) },
      { name: 'deliver-sns', consumer: toSns, witness: await snsWitness(aws, topics) },
      { name: 'deliver-security-hub', consumer: toSecurityHub, witness: await securityHubWitness(aws) },
    ],
    resend: await scheduledOf(resend),
    reconcile: await scheduledOf(reconcile),
    clock: options.clock,
  };
};

const run = async (fn: RunningFunction): Promise<void> => {
  const invocation = await fn.invoke({});
  if (invocation.kind === 'failed') throw new Error(`${invocation.error}${endOf(fn.log)}`);
};

/** A variable as deployed. */
const given = ({ variables }: Consumer, name: string): string => {
  const value = variables[name];
  if (value === undefined) throw new Error(`a function on the way was deployed without ${name}`);
  return value;
};
