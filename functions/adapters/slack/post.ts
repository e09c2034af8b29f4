import type { SlackReceiver } from '../../core/domain/policy.ts';
import type { SlackMessage } from '../../core/messages/slack/block.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import { type Bot, postAsBot, type Reply, updateAsBot } from './bot.ts';
import type { SlackConnection } from './connection.ts';
import type { No, Posted, Updated } from './posted.ts';
import type { Destination } from './remedy.ts';
import { postToWebhook } from './webhook.ts';
import { unusable, withSecret } from './with-secret.ts';

/** Posts one message: a reply, or a message of the channel's own. A webhook knows no replies. */
export type SlackPost = (message: SlackMessage, reply: Reply | null) => Promise<Posted>;

/** A receiver with a channel of Slack's, which a bot posts to. */
export type BotReceiver = Extract<SlackReceiver, { readonly bot: unknown }>;

/** How `receiver` is posted to. */
export const slackPost = (receiver: SlackReceiver, secrets: Secrets, connection: SlackConnection): SlackPost => {
  if ('bot' in receiver)
    return (message, reply) => asBot(receiver, secrets, (bot) => postAsBot(bot, message, reply, connection));
  const to = destinationOf(receiver);
  return (message) =>
    withSecret(to, secrets, (url) =>
      isWebAddress(url) ? postToWebhook({ url, to }, message, connection) : unusable(to),
    );
};

/** Puts `message` in the place of the one of `ts`, which was posted to `receiver`. */
export const slackUpdate = (
  receiver: BotReceiver,
  secrets: Secrets,
  connection: SlackConnection,
): ((message: SlackMessage, ts: string) => Promise<Updated>) => {
  return (message, ts) => asBot(receiver, secrets, (bot) => updateAsBot(bot, message, ts, connection));
};

const asBot = <T extends { readonly kind: string }>(
  receiver: BotReceiver,
  secrets: Secrets,
  act: (bot: Bot) => Promise<T | No>,
): Promise<T | No> => {
  const to = destinationOf(receiver);
  const { channelId } = receiver.bot;
  return withSecret(to, secrets, (token) => (isToken(token) ? act({ token, channelId, to }) : unusable(to)));
};

/** Where `receiver` is, in words. */
export const destinationOf = (receiver: SlackReceiver): Destination =>
  'bot' in receiver
    ? {
        secret: receiver.bot.tokenSecret,
        holds: "the bot token (xoxb-…) from the app's page OAuth & Permissions",
        place: `the channel ${receiver.bot.channelId}`,
      }
    : {
        secret: receiver.webhook.urlSecret,
        holds: 'the URL (https://hooks.slack.com/services/…) of an incoming webhook',
        place: "the webhook's channel",
      };

/** What a header can carry: an error of `fetch` would repeat the rest. */
const isToken = (secret: string): boolean => /^[\x21-\x7e]+$/.test(secret);

/** What `fetch` takes: an error of it would repeat the rest. */
const isWebAddress = (secret: string): boolean => {
  const url = URL.parse(secret);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};
