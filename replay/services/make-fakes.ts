import { answerBy } from '../fakes/aws.ts';
import { type FakeEcr, fakeEcr } from '../fakes/ecr.ts';
import { fakeSecretsManager } from '../fakes/secrets-manager.ts';
import { type FakeSlack, fakeSlack } from '../fakes/slack.ts';
import type { Place } from '../template/identity.ts';
import type { Wiring } from '../template/wiring.ts';
import type { Backends } from './gateway.ts';
import { type SlackAccess, slackAccess } from './slack-access.ts';

/** The services that nobody else has stand-ins for. */
export interface Fakes {
  readonly backends: Pick<Backends, 'ecr' | 'secretsmanager' | 'slack'>;
  readonly ecr: FakeEcr;
  readonly slack: FakeSlack;
  readonly access: SlackAccess;
}

export const makeFakes = ({ functions }: Wiring, { account, region }: Place): Fakes => {
  const ecr = fakeEcr(account);
  const slack = fakeSlack();
  const secrets = fakeSecretsManager(account, region);
  return {
    backends: {
      ecr: answerBy(ecr),
      secretsmanager: answerBy(secrets),
      slack: slack.handle,
    },
    ecr,
    slack,
    access: slackAccess(functions, slack, secrets),
  };
};
