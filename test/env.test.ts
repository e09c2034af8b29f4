import { describe, expect, test } from 'vitest';
import { readTopics } from '../functions/env.ts';

describe('the topics of the receivers', () => {
  test('are read from JSON', () => {
    const topics = { 'on-call': 'arn:aws:sns:eu-west-1:111122223333:on-call' };
    expect(readTopics(JSON.stringify(topics))).toEqual(topics);
  });

  test.each([
    ['', 'has no topic'],
    ['null', 'has no topic'],
    ['{}', 'has no topic'],
    ['"arn:aws:sns:eu-west-1:111122223333:on-call"', 'has no topic'],
    ['{"on-call":"on-call","payments":7}', 'has no ARN for on-call, payments'],
  ])('%j is an error that says what is missing', (json, what) => {
    expect(() => readTopics(json)).toThrow(`the environment variable TOPIC_ARNS ${what}; deploy the stack again`);
  });
});
