import assert from 'node:assert/strict';
import type { Aws } from './aws.ts';
import { type Consumer, endOf } from './consumer.ts';
import type { Channel } from './functions.ts';
import { messagesIn } from './queues.ts';

/** Lets evaluate-scan take what waits for it: so many messages, each with this outcome. */
export const evaluate = async (consumer: Consumer, expected: string, messages = 1): Promise<void> => {
  const before = consumer.log.length;
  const { length } = await consumer.drain();
  assert.equal(length, messages, `evaluate-scan took ${length} messages, not ${messages}`);
  const outcomes = consumer.log.slice(before).filter((line) => line.includes('"outcome"'));
  const others = outcomes.filter((line) => !line.includes(`"outcome":"${expected}"`));
  assert.ok(outcomes.length === messages && others.length === 0, `it is not ${expected}${endOf(consumer.log)}`);
};

/** @throws AssertionError where anybody is to be told anything */
export const assertNoDelivery = async (aws: Aws, channels: readonly Channel[]): Promise<void> => {
  for (const { name, consumer } of channels)
    assert.equal(await messagesIn(aws, consumer.queueUrl), 0, `there is a delivery for ${name}`);
};
