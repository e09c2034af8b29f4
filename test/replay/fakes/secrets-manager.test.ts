import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Aws, startAws } from '../../support/aws.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

const read = (SecretId: string) => aws.secretsManagerClient.send(new GetSecretValueCommand({ SecretId }));

test('gives a secret by its name or its ARN, and what it was rotated to', async () => {
  aws.secretsManager.set('tallyman/slack-token', 'made-up-1');
  const { ARN = '', SecretString } = await read('tallyman/slack-token');
  expect(SecretString).toBe('made-up-1');
  aws.secretsManager.set('tallyman/slack-token', 'made-up-2');
  expect(await read(ARN)).toMatchObject({ Name: 'tallyman/slack-token', SecretString: 'made-up-2' });
});

test('knows no secret but those it was told of', async () => {
  await expect(read('tallyman/slack-token')).rejects.toThrow(ResourceNotFoundException);
});
