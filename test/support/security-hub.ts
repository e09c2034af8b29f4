import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { type FakeSecurityHub, fakeSecurityHub } from '../../replay/fakes/security-hub.ts';
import { type HttpAnswer, type HttpRequest, listen } from '../../replay/http.ts';

/** Security Hub on loopback, and a client of the bare SDK that does not try again. */
export interface SecurityHub {
  readonly fake: FakeSecurityHub;
  readonly client: SecurityHubClient;
  stop(): Promise<void>;
}

export const SECRET_KEY = 'made-up-secret-key';

/** @param onTheWay - what becomes of an answer */
export const startSecurityHub = async (
  onTheWay: (answer: HttpAnswer, request: HttpRequest) => HttpAnswer | 'drop' = (answer) => answer,
): Promise<SecurityHub> => {
  const fake = fakeSecurityHub();
  const { url, close } = await listen(async (request) => onTheWay(fake.handle(request), request));
  const client = new SecurityHubClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: SECRET_KEY },
    maxAttempts: 1,
  });
  return {
    fake,
    client,
    stop: async () => {
      client.destroy();
      await close();
    },
  };
};
