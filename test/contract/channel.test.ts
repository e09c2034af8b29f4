import { describe, onTestFinished } from 'vitest';
import { securityHubChannel } from '../../functions/adapters/security-hub/channel.ts';
import { slackChannel } from '../../functions/adapters/slack/channel.ts';
import { snsChannel } from '../../functions/adapters/sns/channel.ts';
import type { Receiver } from '../../functions/core/domain/policy.ts';
import type { Finding } from '../../replay/fakes/security-hub-finding.ts';
import {
  aBotReceiver,
  anEmailReceiver,
  aPolicy,
  aSecurityHubReceiver,
  aWebhookReceiver,
  TOPIC_ARN,
} from '../support/builders.ts';
import { fakeRecords } from '../support/fake-records.ts';
import { fakeSecrets } from '../support/fake-secrets.ts';
import { fakeThreads } from '../support/fake-threads.ts';
import { SECRET_KEY, startSecurityHub } from '../support/security-hub.ts';
import { startSlack, TOKEN, WEBHOOK } from '../support/slack.ts';
import { SESSION_TOKEN, startSns } from '../support/sns.ts';
import { A_LONG_RECORD_OF_FINDINGS, channelContract } from './channel.ts';

const slackContract = (receiver: Receiver, secret: string): void =>
  channelContract(async () => {
    const { fake, fetch, stop } = await startSlack();
    onTestFinished(stop);
    const secrets = fakeSecrets({ 'tallyman/slack-token': secret, 'tallyman/payments-webhook': secret });
    return {
      channel: slackChannel({ receivers: [receiver], secrets, fetch, threads: fakeThreads(), records: fakeRecords() }),
      secret,
      weather: fake.behave,
      accepted: () => fake.accepted.map(({ payload }) => String(payload['text'])),
    };
  });

describe('slackChannel, as a bot', () => slackContract(aBotReceiver(), TOKEN));
describe('slackChannel, by a webhook', () => slackContract(aWebhookReceiver(), WEBHOOK));

describe('snsChannel', () =>
  channelContract(async () => {
    const { fake, client, stop } = await startSns();
    onTestFinished(stop);
    return {
      channel: snsChannel({ receivers: [anEmailReceiver()], topics: { payments: TOPIC_ARN }, client }),
      secret: SESSION_TOKEN,
      weather: fake.behave,
      accepted: () => fake.published.map(({ email }) => email),
    };
  }));

describe('securityHubChannel', () =>
  channelContract(async () => {
    const { fake, client, stop } = await startSecurityHub();
    onTestFinished(stop);
    return {
      channel: securityHubChannel({ policy: aPolicy({ receivers: [aSecurityHubReceiver()] }), client }),
      secret: SECRET_KEY,
      weather: fake.behave,
      accepted: () =>
        fake.calls
          .filter(({ imported }) => imported.length > 0)
          .map(({ imported }) => imported.flatMap((id) => imagesOf(fake.findings.get(id))).join('\n')),
    };
  }, A_LONG_RECORD_OF_FINDINGS));

const imagesOf = (finding: Finding | undefined): string[] =>
  (finding?.Resources ?? []).map(({ Details }) => {
    const { RepositoryName, ImageTags } = Details?.AwsEcrContainerImage ?? {};
    return `${RepositoryName}:${ImageTags}`;
  });
