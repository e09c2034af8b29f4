import * as z from 'zod';
import { emails, matching } from './text-shapes.ts';

const channelId = matching(/^[CG][A-Z0-9]{2,}$/, (value) => ({
  message: `"${value}" is no id of a channel: in Slack, open the channel's details; the id (C…) is at the bottom`,
}));

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const secretName = (example: string) =>
  // What stands here may be a secret after all: no message holds it.
  matching(/^[A-Za-z0-9/_+=.@-]{1,512}$/, (value) => ({
    message: value.startsWith('arn:')
      ? "write the secret's name, not its ARN: what follows :secret: there, without the last seven characters"
      : 'this is no name of a secret in Secrets Manager: letters, digits and / _ + = . @ - only, at most 512',
    instead: example,
  }));

const bot = z.object({
  channel: channelId.describe("The channel's id, such as C0PLATFORM. Invite the bot into it."),
  token: secretName('tallyman/slack-token')
    .optional()
    .describe("Name of the secret with the bot's token. Default: tallyman/slack-token."),
});

const webhook = z.object({
  webhook: secretName('tallyman/slack-webhook').describe("Name of the secret with the incoming webhook's URL."),
});

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

const topicArn = matching(TOPIC_ARN, (value) => {
  const topic = value.split(':').slice(0, 6).join(':');
  if (value.endsWith('.fifo'))
    return { message: 'this is a FIFO topic, and alerts go to standard topics; write the ARN of one' };
  if (topic !== value && TOPIC_ARN.test(topic))
    return { message: "this is the ARN of one subscription; write its topic's", instead: JSON.stringify(topic) };
  return { message: `"${value}" is no ARN of a topic, such as arn:aws:sns:eu-west-1:111122223333:on-call` };
});

const ownTopic = z.object({ email: emails });
const givenTopic = z.object({
  topic: topicArn.describe('The ARN of a topic of this Region that exists, with its subscriptions.'),
});

/** A receiver of one kind; that it is not of two is in `receiver-rules.ts`. */
export const receiverShape = z.union(
  [
    z.object({
      slack: z
        .union([bot, webhook], { error: 'needs a channel (of the bot), or a webhook' })
        .describe('A channel of the bot, or an incoming webhook. Secrets are names in Secrets Manager, never values.'),
    }),
    z.object({
      sns: z
        .union([ownTopic, givenTopic], { error: 'needs email (for a topic of its own), or the ARN of a topic' })
        .describe('E-mail by a topic of its own, or a topic that exists.'),
    }),
    z.object({ 'security-hub': z.object({}).describe('Security Hub CSPM of this account and Region.') }),
  ],
  { error: 'needs its kind: slack, sns or security-hub' },
);

export const RECEIVER_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
