import type { SlackReceiver } from '../../core/domain/policy.ts';
import type { SlackMessage } from '../../core/messages/slack/block.ts';
import { type Secrets, UnusableSecretError } from '../../core/ports.ts';
import { postAsBot } from './bot.ts';
import type { SlackConnection } from './connection.ts';
import type { Posted } from './posted.ts';
import { type Destination, renewSecret } from './remedy.ts';
import { postToWebhook } from './webhook.ts';

/** Posts one message, into the thread of `parent` where there is one. */
export type SlackPost = (message: SlackMessage, parent: string | null) => Promise<Posted>;

/** How `receiver` is posted to. Refused with a secret that was rotated since, a message is tried with the new one, once. */
export const slackPost = (receiver: SlackReceiver, secrets: Secrets, connection: SlackConnection): SlackPost => {
  const to = destinationOf(receiver);
  const postWith = (secret: string, message: SlackMessage, parent: string | null): Promise<Posted> | Posted => {
    if ('webhook' in receiver)
      return isWebAddress(secret) ? postToWebhook({ url: secret, to }, message, connection) : unusable(to);
    const bot = { token: secret, channelId: receiver.bot.channelId, to };
    return isToken(secret) ? postAsBot(bot, message, parent, connection) : unusable(to);
  };
  const post: SlackPost = async (message, parent) => {
    const secret = await secrets.read(to.secret);
    const posted = await postWith(secret, message, parent);
    if (posted.kind !== 'refused') return posted;
    const newest = await secrets.read(to.secret, { refresh: true });
    return newest === secret ? posted : postWith(newest, message, parent);
  };
  return (message, parent) => post(message, parent).catch(refusedForSecret);
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

const unusable = (to: Destination): Posted => ({
  kind: 'refused',
  code: null,
  reason: `the secret ${to.secret} does not hold ${to.holds}`,
  remedy: renewSecret(to),
});

const refusedForSecret = (error: unknown): Posted => {
  if (!(error instanceof UnusableSecretError)) throw error;
  return { kind: 'refused', code: null, reason: error.message, remedy: error.remedy };
};
