import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type Secrets, UnusableSecretError } from '../../core/ports/secrets.ts';

/** The secrets of Secrets Manager, kept for the life of the process. */
export const secretsManager = (client: SecretsManagerClient): Secrets => {
  const values = new Map<string, Promise<string>>();
  return {
    read: (name, { refresh } = { refresh: false }) => {
      const kept = refresh ? undefined : values.get(name);
      const value = kept ?? fetchSecret(client, name);
      values.set(name, value);
      value.catch(() => values.delete(name));
      return value;
    },
  };
};

const fetchSecret = async (client: SecretsManagerClient, name: string): Promise<string> => {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return onlyValue(name, SecretString ?? '');
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new UnusableSecretError(`there is no secret ${name}`, `create the secret ${name}`);
  }
};

/** A plain string, or the value of a JSON object that has one, as the console writes it. */
const onlyValue = (name: string, secret: string): string => {
  const values = valuesOf(secret.trim());
  const [value] = values;
  if (values.length === 1 && typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new UnusableSecretError(
    `the secret ${name} holds ${values.length === 1 ? 'no text' : `${values.length} values`}`,
    `put one value into the secret ${name}: a plain string, or JSON with one key`,
  );
};

const valuesOf = (secret: string): readonly unknown[] => {
  if (!secret.startsWith('{')) return [secret];
  try {
    return Object.values(JSON.parse(secret));
  } catch {
    return [secret];
  }
};
