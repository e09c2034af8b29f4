import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { FakeSecretsManager } from '../fakes/secrets-manager.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import type { AcceptedPost } from '../fakes/slack-payload.ts';
import { parseAt } from '../parse-at.ts';
import type { LambdaFunction } from '../template/wiring.ts';

/** Who in Slack is which receiver of the policy. */
export interface SlackAccess {
  receiverOf(post: AcceptedPost): string;
}

const policy = z.looseObject({
  receivers: z.array(
    z.looseObject({
      name: z.string(),
      bot: z.object({ channelId: z.string(), tokenSecret: z.string() }).optional(),
      webhook: z.object({ urlSecret: z.string() }).optional(),
    }),
  ),
});
type Receiver = z.infer<typeof policy>['receivers'][number];

/** Makes up the secrets that the policy beside the bundles names, and lets Slack know them. */
export const slackAccess = (
  functions: readonly LambdaFunction[],
  slack: FakeSlack,
  secrets: FakeSecretsManager,
): SlackAccess => {
  const receivers = receiversOf(functions);
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

/** All bundles carry the same policy. */
const receiversOf = ([lambda]: readonly LambdaFunction[]): readonly Receiver[] => {
  if (lambda === undefined) return [];
  const file = join(lambda.folder, 'policy.json');
  return parseAt(file, policy, JSON.parse(readFileSync(file, 'utf8'))).receivers;
};

const webhookPath = (secret: string): string => {
  const [team, app, password] = madeUp(secret, 3, 9);
  return `/services/T${team}/B${app}/${password}`;
};

const madeUp = (name: string, parts: number, characters: number): readonly string[] =>
  Array.from({ length: parts }, (_, part) =>
    createHash('sha256').update(`${part} ${name}`).digest('hex').slice(0, characters).toUpperCase(),
  );
