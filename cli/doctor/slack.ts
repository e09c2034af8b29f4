import { destinationOf } from '../../functions/adapters/slack/post.ts';
import { renewSecret } from '../../functions/adapters/slack/remedy.ts';
import type { SlackReceiver } from '../../functions/core/domain/policy.ts';
import { UnusableSecretError } from '../../functions/core/ports/secrets.ts';
import type { Check, World } from './check.ts';
import { couldNotLook } from './could-not-look.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';
import { examineBot, isBot } from './slack-bot.ts';

const ACTIONS = ['secretsmanager:GetSecretValue'];

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; GovSlack has a domain of its own. */
const WEBHOOK = /^https:\/\/hooks\.slack(-gov)?\.com\/services(\/[\w-]+){3}$/;

/** Whether each secret is there and holds what it should, and each bot is in its channels. */
export const slackCheck: Check = {
  about: 'Slack',
  actions: ACTIONS,
  look: async (world) => {
    const receivers = world.policyFile.policy.receivers.filter((receiver) => receiver.channel === 'slack');
    const bySecret = Map.groupBy(receivers, (receiver) => destinationOf(receiver).secret);
    const diagnoses = [...bySecret].map(([secret, its]) => examineSecret(world, secret, its));
    return (await Promise.all(diagnoses)).flat();
  },
};

const examineSecret = async (
  world: World,
  secret: string,
  receivers: readonly SlackReceiver[],
): Promise<readonly Diagnosis[]> => {
  const about = `secret ${secret}`;
  try {
    const value = await world.secrets.read(secret);
    const bots = receivers.filter(isBot);
    const [webhook] = receivers.filter((receiver) => !isBot(receiver));
    return [
      ...(webhook === undefined ? [] : [examineWebhook(about, value, webhook)]),
      ...(await examineBot(world, about, value, bots)),
    ];
  } catch (error) {
    if (error instanceof UnusableSecretError) return [wrong(about, error.message, error.remedy)];
    return [couldNotLook(about, ACTIONS, error)];
  }
};

/** By its form alone: whether Slack knows it shows only to who posts. */
const examineWebhook = (about: string, url: string, receiver: SlackReceiver): Diagnosis => {
  const to = destinationOf(receiver);
  return WEBHOOK.test(url)
    ? ok(about, 'the URL of an incoming webhook; a drill shows whether Slack knows it')
    : wrong(about, 'holds no URL of an incoming webhook', renewSecret(to));
};
