import { createHash } from 'node:crypto';
import type { FakeSecretsManager } from '../fakes/secrets-manager.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import type { AcceptedPost } from '../fakes/slack-payload.ts';
import type { Receiver } from './receivers.ts';

/** Who in Slack is which receiver of the policy. */
export interface SlackAccess {
  receiverOf(post: AcceptedPost): string;
}

/** Makes up the secrets that the policy names, and lets Slack know them. */
export const slackAccess = (
  receivers: readonly Receiver[],
  slack: FakeSlack,
  secrets: FakeSecretsManager,
): SlackAccess => {
  const bots = receivers.flatMap(({ bot }) => bot ?? []);
  for (const [name, channels] of Map.groupBy(bots, ({ tokenSecret }) => tokenSecret)) {
    const token = ['xoxb', ...madeUp(name, 3, 11)].join('-');
    secrets.set(name, token);
    slack.addToken(token, { channels: channels.map(({ channelId }) => channelId) });
  }
  for (const { webhook } of receivers)
    if (webhook !== undefined) {
      secrets.set(webhook.urlSecret, `https://hooks.slack.com${webhookPath(webhook.urlSecret)}`);
      slack.addWebhook(webhookPath(webhook.urlSecret));
    }
  return {
    receiverOf: ({ channel, webhook: path }) => {
      const found = receivers.find(({ bot, webhook }) =>
        path === null ? bot?.channelId === channel : webhook !== undefined && webhookPath(webhook.urlSecret) === path,
      );
      if (found === undefined) throw new Error(`no receiver of the policy is the Slack channel ${channel ?? path}`);
      return found.name;
    },
  };
};

const webhookPath = (secret: string): string => {
  const [team, app, password] = madeUp(secret, 3, 9);
  return `/services/T${team}/B${app}/${password}`;
};

const madeUp = (name: string, parts: number, characters: number): readonly string[] =>
  Array.from({ length: parts }, (_, part) =>
    createHash('sha256').update(`${part} ${name}`).digest('hex').slice(0, characters).toUpperCase(),
  );
