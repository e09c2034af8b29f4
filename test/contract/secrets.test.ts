import { describe, onTestFinished } from 'vitest';
import { secretsManager } from '../../functions/adapters/secrets-manager/secrets.ts';
import { startAws } from '../support/aws.ts';
import { fakeSecrets } from '../support/fake-secrets.ts';
import { secretsContract } from './secrets.ts';

describe('fakeSecrets', () =>
  secretsContract(async () => {
    const secrets = fakeSecrets();
    return { secrets, set: secrets.set };
  }));

describe('secretsManager', () =>
  secretsContract(async () => {
    const aws = await startAws();
    onTestFinished(aws.stop);
    return { secrets: secretsManager(aws.secretsManagerClient), set: aws.secretsManager.set };
  }));
