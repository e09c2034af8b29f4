import type { FakeSns } from '../fakes/sns.ts';
import { jsonObject } from '../json-object.ts';
import type { LambdaFunction, Wiring } from '../template/wiring.ts';

/** Which topic is which receiver's. */
export interface SnsTopics {
  receiverOf(topicArn: string): string;
}

/** Lets SNS know the topics of the templates, and those that exist besides. */
export const snsTopics = ({ functions, topics }: Wiring, sns: FakeSns): SnsTopics => {
  const receivers = new Map(functions.flatMap(topicsNamedBy));
  for (const arn of new Set([...topics.map((topic) => topic.arn), ...receivers.keys()])) sns.addTopic(arn);
  return {
    receiverOf: (topicArn) => {
      const receiver = receivers.get(topicArn);
      if (receiver === undefined) throw new Error(`no function was told whose topic ${topicArn} is`);
      return receiver;
    },
  };
};

/** A function is told in its environment, whatever the variable is called: the ARN of a topic by the receiver's name, as JSON. */
const topicsNamedBy = ({ properties }: LambdaFunction): readonly (readonly [arn: string, receiver: string])[] =>
  Object.values(properties.Environment.Variables)
    .flatMap((value) => Object.entries(jsonObject(value) ?? {}))
    .flatMap(([receiver, arn]) => (isTopic(arn) ? [[arn, receiver] as const] : []));

const isTopic = (value: unknown): value is string => typeof value === 'string' && /^arn:[^:]+:sns:/.test(value);
