import { SNSClient } from '@aws-sdk/client-sns';
import { type FakeSns, fakeSns } from '../../replay/fakes/sns.ts';
import { type HttpAnswer, listen } from '../../replay/http.ts';
import { TOPIC_ARN } from './builders.ts';

/** SNS on loopback, and a client of the bare SDK that does not try again. */
export interface Sns {
  readonly fake: FakeSns;
  readonly client: SNSClient;
  stop(): Promise<void>;
}

/** The one secret that SNS is told. */
export const SESSION_TOKEN = 'made-up-session-token';

/**
 * It has the topic `TOPIC_ARN`.
 *
 * @param onTheWay - what becomes of an answer
 */
export const startSns = async (
  onTheWay: (answer: HttpAnswer) => HttpAnswer | 'drop' = (answer) => answer,
): Promise<Sns> => {
  const fake = fakeSns();
  fake.addTopic(TOPIC_ARN);
  const { url, close } = await listen(async (request) => onTheWay(fake.handle(request)));
  const client = new SNSClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: SESSION_TOKEN },
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
