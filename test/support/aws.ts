import { ECRClient } from '@aws-sdk/client-ecr';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { answerBy, awsError } from '../../replay/fakes/aws.ts';
import { type FakeEcr, fakeEcr } from '../../replay/fakes/ecr.ts';
import { type FakeSecretsManager, fakeSecretsManager } from '../../replay/fakes/secrets-manager.ts';
import { type HttpAnswer, listen } from '../../replay/http.ts';

/** What becomes of an answer on its way. */
export type Mishap = (answer: HttpAnswer) => HttpAnswer;

/** ECR and Secrets Manager on loopback, and clients of the bare SDK. */
export interface Aws {
  readonly ecr: FakeEcr;
  readonly secretsManager: FakeSecretsManager;
  readonly ecrClient: ECRClient;
  readonly secretsManagerClient: SecretsManagerClient;
  /** The requests that came, each as `X-Amz-Target` names it and its body. */
  readonly calls: readonly { readonly target: string; readonly body: unknown }[];
  /** Befalls the next answers, one each. */
  mishaps(...next: readonly Mishap[]): void;
  stop(): Promise<void>;
}

export const startAws = async (): Promise<Aws> => {
  const ecr = fakeEcr();
  const secretsManager = fakeSecretsManager();
  const calls: { target: string; body: unknown }[] = [];
  const pending: Mishap[] = [];
  const { url, close } = await listen(async (request) => {
    const target = request.headers['x-amz-target'] ?? '';
    calls.push({ target, body: JSON.parse(request.body.toString()) });
    const answer = answerBy(target.startsWith('secretsmanager.') ? secretsManager : ecr)(request);
    return pending.shift()?.(answer) ?? answer;
  });
  const connection = {
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ecrClient = new ECRClient(connection);
  const secretsManagerClient = new SecretsManagerClient(connection);
  return {
    ecr,
    secretsManager,
    ecrClient,
    secretsManagerClient,
    calls,
    mishaps: (...next) => {
      pending.push(...next);
    },
    stop: async () => {
      ecrClient.destroy();
      secretsManagerClient.destroy();
      await close();
    },
  };
};

export const undisturbed: Mishap = (answer) => answer;
/** The connection ends before the body does. */
export const dropped: Mishap = (answer) => ({
  ...answer,
  headers: { ...answer.headers, 'content-length': String(answer.body.length + 1000), connection: 'close' },
});
export const throttled: Mishap = () => failing('ThrottlingException', 'Rate exceeded', 400);
export const outage: Mishap = () => failing('ServerException', 'an internal error', 500);
export const denied: Mishap = () => failing('AccessDeniedException', 'not authorized to perform this', 400);

const failing = (code: string, message: string, status: number): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(awsError(code, message).body),
});
