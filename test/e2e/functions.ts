import { ENV } from '../../functions/env.ts';
import type { Aws } from './aws.ts';
import { type Consumer, endOf, startConsumer } from './consumer.ts';
import { takeRules } from './events.ts';
import { feedOf, takeFeeds } from './feeds.ts';
import { runFunction } from './lambda.ts';
import type { Options } from './options.ts';
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

export interface Functions {
  readonly evaluateScan: Consumer;
  readonly channels: readonly Channel[];
  /** Does what the schedule would. */
  readonly resend: () => Promise<void>;
}

/** The functions on the way of a scan, found as the deployed rules, queues and variables name each other. */
export const startFunctions = async (aws: Aws, { scratch, atEnd }: Options): Promise<Functions> => {
  const feeds = await takeFeeds(aws);
  const { events, schedule } = await takeRules(aws);
  const slack = await startSlack(aws);
  atEnd(slack.stop);
  const options = { aws, slack: slack.url, scratch };
  const consumerOf = async (queue: string): Promise<Consumer> => {
    const consumer = await startConsumer(feedOf(feeds, queue), options);
    atEnd(consumer.stop);
    return consumer;
  };
  const evaluateScan = await consumerOf(events);
  const toSlack = await consumerOf(given(evaluateScan, ENV.slackQueue));
  const toSns = await consumerOf(given(evaluateScan, ENV.snsQueue));
  const toSecurityHub = await consumerOf(given(evaluateScan, ENV.securityHubQueue));
  const scheduled = await runFunction(schedule, options);
  atEnd(scheduled.stop);
  const topics: Readonly<Record<string, string>> = JSON.parse(given(toSns, ENV.topics));
  return {
    evaluateScan,
    channels: [
      { name: 'deliver-slack', consumer: toSlack, witness: slackWitness(slack) },
      { name: 'deliver-sns', consumer: toSns, witness: await snsWitness(aws, topics) },
      { name: 'deliver-security-hub', consumer: toSecurityHub, witness: await securityHubWitness(aws) },
    ],
    resend: async () => {
      const invocation = await scheduled.invoke({});
      if (invocation.kind === 'failed') throw new Error(`${invocation.error}${endOf(scheduled.log)}`);
    },
  };
};

/** A variable as deployed. */
const given = ({ variables }: Consumer, name: string): string => {
  const value = variables[name];
  if (value === undefined) throw new Error(`a function on the way was deployed without ${name}`);
  return value;
};
