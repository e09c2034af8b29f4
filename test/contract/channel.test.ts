import { describe, onTestFinished } from 'vitest';
import { slackChannel } from '../../functions/adapters/slack/channel.ts';
import type { Receiver } from '../../functions/core/domain/policy.ts';
import { aBotReceiver, aWebhookReceiver } from '../support/builders.ts';
import { fakeSecrets } from '../support/fake-secrets.ts';
import { startSlack, TOKEN, WEBHOOK } from '../support/slack.ts';
import { channelContract } from './channel.ts';

const slackContract = (receiver: Receiver, secret: string): void =>
  channelContract(async () => {
    const { fake, fetch, stop } = await startSlack();
    onTestFinished(stop);
    const secrets = fakeSecrets({ 'tallyman/slack-token': secret, 'tallyman/payments-webhook': secret });
    return {
      channel: slackChannel({ receivers: [receiver], secrets, fetch }),
      secret,
      weather: fake.behave,
      accepted: () => fake.accepted.map(({ payload }) => String(payload['text'])),
    };
  });

describe('slackChannel, as a bot', () => slackContract(aBotReceiver(), TOKEN));
describe('slackChannel, by a webhook', () => slackContract(aWebhookReceiver(), WEBHOOK));
