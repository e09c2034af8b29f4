import { answerBy } from '../fakes/aws.ts';
import { type FakeEcr, fakeEcr } from '../fakes/ecr.ts';
import { fakeSecretsManager } from '../fakes/secrets-manager.ts';
import { type FakeSecurityHub, fakeSecurityHub } from '../fakes/security-hub.ts';
import { type FakeSlack, fakeSlack } from '../fakes/slack.ts';
import { type FakeSns, fakeSns } from '../fakes/sns.ts';
import type { Place } from '../template/identity.ts';
import type { Wiring } from '../template/wiring.ts';
import type { Backends } from './gateway.ts';
import { receiversOf } from './receivers.ts';
import { type SlackAccess, slackAccess } from './slack-access.ts';
import { type SnsTopics, snsTopics } from './sns-topics.ts';

/** The services that nobody else has stand-ins for. */
export interface Fakes {
  readonly backends: Pick<Backends, 'ecr' | 'secretsmanager' | 'securityhub' | 'slack' | 'sns'>;
  readonly ecr: FakeEcr;
  readonly securityHub: FakeSecurityHub;
  /** Null where the policy has none. */
  readonly securityHubReceiver: string | null;
  readonly slack: FakeSlack;
  readonly slackAccess: SlackAccess;
  readonly sns: FakeSns;
  readonly snsTopics: SnsTopics;
}

export const makeFakes = (wiring: Wiring, { account, region }: Place): Fakes => {
  const receivers = receiversOf(wiring.functions);
  const ecr = fakeEcr(account, region);
  const secrets = fakeSecretsManager(account, region);
  const securityHub = fakeSecurityHub(account, region);
  const slack = fakeSlack();
  const sns = fakeSns();
  return {
    backends: {
      ecr: answerBy(ecr),
      secretsmanager: answerBy(secrets),
      securityhub: securityHub.handle,
      slack: slack.handle,
      sns: sns.handle,
    },
    ecr,
    securityHub,
    securityHubReceiver: receivers.find(({ channel }) => channel === 'security-hub')?.name ?? null,
    slack,
    slackAccess: slackAccess(receivers, slack, secrets),
    sns,
    snsTopics: snsTopics(wiring, sns),
  };
};
