import {
  InvalidParameterException,
  InvalidParameterValueException,
  ListTopicsCommand,
  type MessageAttributeValue,
  NotFoundException,
  PublishCommand,
  type PublishCommandInput,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TOPIC_ARN } from '../../support/builders.ts';
import { type Sns, startSns } from '../../support/sns.ts';

let sns: Sns;
beforeEach(async () => {
  sns = await startSns();
});
afterEach(() => sns.stop());

const publish = (input: Partial<PublishCommandInput>) =>
  sns.client.send(new PublishCommand({ TopicArn: TOPIC_ARN, Message: 'x', ...input }));

const json = (forms: unknown) => ({ MessageStructure: 'json', Message: JSON.stringify(forms) });
const string = (StringValue: string) => ({ DataType: 'String', StringValue });
const attributes = (MessageAttributes: Record<string, MessageAttributeValue>) => ({ MessageAttributes });

test('what is published is kept as its subscribers get it', async () => {
  const { MessageId } = await publish({
    Subject: 'A subject',
    ...json({ default: '{"version":1}', email: 'Tag & <text> + ünï', sms: 'short', http: 'x' }),
    ...attributes({ severity: string('HIGH'), repository: string('a/b & c') }),
  });
  expect(sns.fake.published).toEqual([
    {
      topicArn: TOPIC_ARN,
      subject: 'A subject',
      message: { version: 1 },
      email: 'Tag & <text> + ünï',
      sms: 'short',
      attributes: { severity: 'HIGH', repository: 'a/b & c' },
      messageId: MessageId,
    },
  ]);
});

test('what has no form of its own gets the default, and a message without structure is the same for all', async () => {
  await publish(json({ default: 'for all', email: 7 }));
  await publish({ Message: 'plain' });
  expect(sns.fake.published).toMatchObject([
    { subject: null, message: 'for all', email: 'for all', sms: 'for all' },
    { subject: null, message: 'plain', email: 'plain', sms: 'plain' },
  ]);
  const [first, second] = sns.fake.published;
  expect(first?.messageId).not.toBe(second?.messageId);
});

/** At a limit, beyond it, and how SNS says no. */
const LIMITS: readonly (readonly [string, Partial<PublishCommandInput>, Partial<PublishCommandInput>, string])[] = [
  ['99 characters in a subject', { Subject: 'x'.repeat(99) }, { Subject: 'x'.repeat(100) }, 'Subject'],
  ['some text in a subject', { Subject: 'x' }, { Subject: '' }, 'Subject'],
  ['ASCII in a subject', { Subject: 'e' }, { Subject: 'é' }, 'Subject'],
  ['one line of subject', { Subject: 'a b' }, { Subject: 'a\nb' }, 'Subject'],
  ['no controls in a subject', { Subject: 'a b' }, { Subject: 'a\tb' }, 'Subject'],
  ['no blank before a subject', { Subject: 'a' }, { Subject: ' a' }, 'Subject'],
  ['some message', { Message: 'x' }, { Message: '' }, 'Empty message'],
  ['262,144 bytes', { Message: 'é'.repeat(131_072) }, { Message: `${'é'.repeat(131_072)}x` }, 'Message too long'],
  [
    '262,144 bytes with attributes',
    { Message: 'x'.repeat(262_144 - 'nString1'.length), ...attributes({ n: string('1') }) },
    { Message: 'x'.repeat(262_145 - 'nString1'.length), ...attributes({ n: string('1') }) },
    'Message too long',
  ],
  [
    'JSON where that is the structure',
    json({ default: 'x' }),
    { MessageStructure: 'json', Message: '{"default":"x"' },
    'Message Structure - JSON message body failed to parse',
  ],
  ['a JSON object', json({ default: 'x' }), json(['x']), 'Message Structure - JSON message body failed to parse'],
  [
    'a default',
    json({ default: '' }),
    json({ email: 'x' }),
    'Message Structure - No default entry in JSON message body',
  ],
  [
    'a default of text',
    json({ default: 'x' }),
    json({ default: { version: 1 } }),
    'Message Structure - No default entry',
  ],
  ['no other structure', json({ default: 'x' }), { MessageStructure: 'xml' }, 'MessageStructure'],
];

describe.each(LIMITS)('%s', (_, atLimit, beyond, complaint) => {
  test('is taken', async () => {
    expect(await publish(atLimit)).toMatchObject({ MessageId: expect.any(String) });
  });

  test('is a limit: beyond it the message is refused', async () => {
    await expect(publish(beyond)).rejects.toThrow(InvalidParameterException);
    await expect(publish(beyond)).rejects.toThrow(`Invalid parameter: ${complaint}`);
    expect(sns.fake.published).toEqual([]);
  });
});

test.each([
  ['an attribute without a name', { '': string('x') }],
  ['an attribute of a reserved name', { 'AWS.x': string('x') }],
  ['an attribute of a name with a blank', { 'a b': string('x') }],
  ['a name of 257 characters', { ['n'.repeat(257)]: string('x') }],
  ['an attribute without a value', { severity: string('') }],
  ['an attribute that has no value', { severity: { DataType: 'String' } }],
  ['a type that is none', { severity: { DataType: 'Text', StringValue: 'x' } }],
  ['a number that is none', { severity: { DataType: 'Number', StringValue: 'x' } }],
])('%s is refused', async (_, wrong) => {
  await expect(publish(attributes(wrong))).rejects.toThrow(InvalidParameterValueException);
  expect(sns.fake.published).toEqual([]);
});

test('every type of attribute is taken', async () => {
  await publish(
    attributes({
      a: string('x'),
      b: { DataType: 'Number', StringValue: '1.5' },
      c: { DataType: 'String.Array', StringValue: '["x"]' },
      d: { DataType: 'Binary', BinaryValue: new Uint8Array([1]) },
    }),
  );
  expect(sns.fake.published).toMatchObject([{ attributes: { a: 'x', b: '1.5', c: '["x"]', d: 'AQ==' } }]);
});

test('it knows no topic but those it was told of', async () => {
  await expect(publish({ TopicArn: `${TOPIC_ARN}-gone` })).rejects.toThrow(NotFoundException);
  await expect(publish({ TopicArn: 'payments' })).rejects.toThrow('Invalid parameter: TopicArn');
  await expect(publish({ TopicArn: undefined })).rejects.toThrow('no value for required parameter');
});

test('it behaves as it is told to, until it behaves again', async () => {
  sns.fake.behave({ status: 429, error: 'Throttled', message: 'Rate exceeded', retryAfter: 3 });
  await expect(publish({})).rejects.toThrow(ThrottledException);
  await expect(publish({})).rejects.toMatchObject({
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 429 },
    $response: { headers: { 'retry-after': '3' } },
  });
  sns.fake.behave({ status: 503, body: '<html></html>' });
  await expect(publish({})).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  sns.fake.behave(null);
  expect(await publish({})).toMatchObject({ MessageId: expect.any(String) });
  expect(sns.fake.published).toHaveLength(1);
});

test('an action that the fake does not have is refused by name', async () => {
  await expect(sns.client.send(new ListTopicsCommand({}))).rejects.toThrow('The action ListTopics is not valid');
});
