import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretsManager } from '../../../functions/adapters/secrets-manager/secrets.ts';
import type { Secrets } from '../../../functions/core/ports/secrets.ts';
import { type Aws, denied, startAws, throttled } from '../../support/aws.ts';

const NAME = 'tallyman/slack-token';

let aws: Aws;
let secrets: Secrets;
beforeEach(async () => {
  aws = await startAws();
  secrets = secretsManager(aws.secretsManagerClient);
});
afterEach(() => aws.stop());

test.each(['made-up', ' made-up\n', '{"token":"made-up"}', '{ "token": " made-up " }\n'])(
  'the value of %j is its one text',
  async (secret) => {
    aws.secretsManager.set(NAME, secret);
    expect(await secrets.read(NAME)).toBe('made-up');
  },
);

test.each([
  ['{"token":"made-up","other":"made-up"}', 'holds 2 values'],
  ['{}', 'holds 0 values'],
  ['{"token":{"value":"made-up"}}', 'holds no text'],
  ['{"token":""}', 'holds no text'],
  [' ', 'holds no text'],
])('%j is an error with the remedy, and without the value', async (secret, what) => {
  aws.secretsManager.set(NAME, secret);
  const error: unknown = await secrets.read(NAME).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    name: 'UnusableSecretError',
    message: `the secret ${NAME} ${what}`,
    remedy: `put one value into the secret ${NAME}: a plain string, or JSON with one key`,
  });
  expect(inspect(error)).not.toContain('made-up');
});

test('broken JSON is a plain string', async () => {
  aws.secretsManager.set(NAME, '{"token":"made-up"');
  expect(await secrets.read(NAME)).toBe('{"token":"made-up"');
});

test('a secret is asked for once in the life of a process', async () => {
  aws.secretsManager.set(NAME, 'made-up');
  await Promise.all([secrets.read(NAME), secrets.read(NAME)]);
  await secrets.read(NAME);
  expect(aws.calls).toEqual([{ target: 'secretsmanager.GetSecretValue', body: { SecretId: NAME } }]);
});

test('throttling is waited for; what is denied is thrown, and asked for again', async () => {
  aws.secretsManager.set(NAME, 'made-up');
  aws.mishaps(denied, throttled);
  await expect(secrets.read(NAME)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await secrets.read(NAME)).toBe('made-up');
});
