import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { snsChannel } from '../../../functions/adapters/sns/channel.ts';
import { snsMessage } from '../../../functions/core/messages/sns/message.ts';
import { deliver } from '../../contract/channel.ts';
import { dropped } from '../../support/aws.ts';
import {
  anEmailReceiver,
  aRecord,
  aTopicReceiver,
  aWebhookReceiver,
  RECORD_KEY,
  TOPIC_ARN,
} from '../../support/builders.ts';
import { type Sns, startSns } from '../../support/sns.ts';

let sns: Sns;
beforeEach(async () => {
  sns = await startSns();
});
afterEach(() => sns.stop());

const channel = ({ receiver = anEmailReceiver(), topics = { payments: TOPIC_ARN }, client = sns.client } = {}) =>
  snsChannel({ receivers: [receiver], topics, client });
const tell = (options: Parameters<typeof channel>[0] = {}) => deliver(channel(options), {}, aRecord());

test('a topic gets one message, with a form for each protocol and attributes to filter by', async () => {
  const { subject, text, json, attributes } = snsMessage({
    record: aRecord(),
    recordKey: RECORD_KEY,
    receiver: 'payments',
  });
  const outcome = await tell();
  const [published] = sns.fake.published;
  expect(sns.fake.published).toEqual([
    {
      topicArn: TOPIC_ARN,
      subject,
      message: json,
      email: text,
      sms: subject,
      attributes,
      messageId: expect.any(String),
    },
  ]);
  expect(outcome).toEqual({ kind: 'delivered', receipts: [published?.messageId] });
});

describe('what SNS says', () => {
  test.each([
    ['Throttled', 429],
    ['KMSThrottling', 400],
    ['Throttling', 400],
    ['InternalError', 500],
    ['ServiceUnavailable', 503],
  ])('%s passes by itself', async (error, status) => {
    sns.fake.behave({ error, status });
    expect(await tell()).toEqual({ kind: 'retry', reason: `SNS answered ${status} ${error}`, afterSeconds: 0 });
  });

  test.each([
    ['AuthorizationError', 403, 'let the role of the function publish to'],
    ['KMSAccessDenied', 400, 'kms:GenerateDataKey and kms:Decrypt'],
    ['KMSDisabled', 400, 'enable the key of'],
    ['KMSInvalidState', 400, 'enable the key of'],
    ['KMSNotFound', 400, 'a key that exists'],
    ['NotFound', 404, `create the topic ${TOPIC_ARN}, or name another for payments in tallyman.yaml`],
    ['InvalidParameter', 400, 'report it with the record'],
    ['ParameterValueInvalid', 400, 'report it with the record'],
    ['EndpointDisabled', 400, "mend what SNS's documentation of Publish says of EndpointDisabled"],
    ['InvalidClientTokenId', 403, "mend what SNS's documentation"],
  ])('%s is refused, with the remedy', async (error, status, remedy) => {
    sns.fake.behave({ error, status });
    expect(await tell({ receiver: aTopicReceiver() })).toEqual({
      kind: 'refused',
      reason: `SNS answered ${status} ${error}`,
      remedy: expect.stringContaining(remedy),
    });
  });

  test.each([
    ['AuthorizationError', 'take back what was changed'],
    ['KMSAccessDenied', 'take back what was changed'],
    ['NotFound', 'again and subscribe its addresses, or give payments another name'],
  ])('%s of a topic that the stack made has a remedy of its own', async (error, remedy) => {
    sns.fake.behave({ error });
    expect(await tell()).toMatchObject({ kind: 'refused', remedy: expect.stringContaining(remedy) });
  });

  test('its complaint about a message is passed on, other free text is not', async () => {
    sns.fake.behave({ error: 'InvalidParameter', message: 'Invalid parameter: Message too long' });
    const reason = 'SNS answered 400 InvalidParameter: Invalid parameter: Message too long';
    expect(await tell()).toMatchObject({ kind: 'refused', reason });
    sns.fake.behave({ error: 'InvalidParameter', message: 'Invalid parameter: https://secret.example/42' });
    expect(await tell()).toMatchObject({ kind: 'refused', reason: 'SNS answered 400 InvalidParameter' });
  });

  test('a topic of another Region is to be mended in tallyman.yaml', async () => {
    const message = 'Invalid parameter: TopicArn Reason: https://secret.example/42';
    sns.fake.behave({ error: 'InvalidParameter', message });
    const remedy = expect.stringContaining('name a standard topic of this Region for payments in tallyman.yaml');
    expect(await tell({ receiver: aTopicReceiver() })).toEqual({
      kind: 'refused',
      reason: 'SNS answered 400 InvalidParameter: Invalid parameter: TopicArn',
      remedy,
    });
    expect(await tell()).toMatchObject({ kind: 'refused', remedy: 'deploy the stack again' });
  });
});

describe('not answered, it is to be tried again', () => {
  test('nobody there', async () => {
    await sns.stop();
    expect(await tell()).toEqual({ kind: 'retry', reason: 'SNS did not answer ECONNREFUSED', afterSeconds: 0 });
  });

  test('the connection drops before the answer, or in the middle of it', async () => {
    for (const onTheWay of [() => 'drop' as const, dropped]) {
      const { client, stop } = await startSns(onTheWay);
      expect(await tell({ client })).toMatchObject({ kind: 'retry', afterSeconds: 0 });
      await stop();
    }
  });
});

describe('a receiver', () => {
  test.each([
    ['without a topic', {}],
    ['that is called as what every object has', {}],
  ])('%s is refused, with the remedy', async (name, topics) => {
    const receiver = anEmailReceiver(name.includes('called') ? 'constructor' : 'payments');
    const outcome = await deliver(
      snsChannel({ receivers: [receiver], topics, client: sns.client }),
      { receiver: receiver.name },
      aRecord(),
    );
    expect(outcome).toEqual({
      kind: 'refused',
      reason: `the function was not told the topic of ${receiver.name}`,
      remedy: 'deploy the stack again',
    });
    expect(sns.fake.published).toEqual([]);
  });

  test('of another channel is none of SNS', async () => {
    expect(await tell({ receiver: aWebhookReceiver() })).toMatchObject({ kind: 'refused' });
  });
});
