import * as z from 'zod';
import { type AwsService, awsService, parseRequest, Refusal } from './aws.ts';

/** AWS Secrets Manager on the wire. */
export interface FakeSecretsManager extends AwsService {
  /** Makes the secret, or rotates it. */
  set(name: string, value: string): void;
}

const getSecretValueRequest = z.object({ SecretId: z.string().min(1).max(2048) });

export const fakeSecretsManager = (account = '111122223333', region = 'eu-west-1'): FakeSecretsManager => {
  const secrets = new Map<string, string>();
  // Secrets Manager adds a dash and six characters to the name.
  const arn = (name: string): string => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-A1b2C3`;

  const getSecretValue = (body: unknown): unknown => {
    const { SecretId } = parseRequest(getSecretValueRequest, body, 'InvalidParameterException');
    const found = [...secrets].find(([name]) => name === SecretId || arn(name) === SecretId);
    if (!found) throw new Refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const [Name, SecretString] = found;
    return { ARN: arn(Name), Name, SecretString, VersionStages: ['AWSCURRENT'] };
  };

  return {
    ...awsService({ GetSecretValue: getSecretValue }),
    set: (name, value) => {
      secrets.set(name, value);
    },
  };
};
