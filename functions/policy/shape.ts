import * as z from 'zod';
import { SEVERITIES, type Severity } from '../core/domain/severity.ts';
import { globFault } from './globs.ts';
import type { Fault } from './problem.ts';

const ruled = (fault: (value: string) => Fault | null, pattern?: RegExp) =>
  z
    .string()
    .superRefine((value, context) => {
      const found = fault(value);
      if (found !== null)
        context.addIssue({ code: 'custom', message: found.message, params: { instead: found.instead } });
    })
    .meta(pattern === undefined ? {} : { pattern: pattern.source });

const matching = (pattern: RegExp, fault: (value: string) => Fault) =>
  ruled((value) => (pattern.test(value) ? null : fault(value)), pattern);

const oneOrMany = <T extends z.ZodType<string>>(one: T) => z.union([one, z.array(one).min(1)]);

const repository = oneOrMany(ruled((glob) => globFault('repository', glob), /^[a-z0-9._/*-]+$/));
const tag = oneOrMany(ruled((glob) => globFault('tag', glob), /^[\w.*-]+$/));

const severity = z.enum(SEVERITIES.map((each) => each.toLowerCase() as Lowercase<Severity>));

const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, (value) => ({ message: `"${value}" is no e-mail address` }));

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

const CALLS = ['here', 'channel', 'everyone'];

const mention = matching(/^([UWS][A-Z0-9]{2,}|here|channel|everyone)$/, (value) => {
  const call = CALLS.find((each) => value.toLowerCase().replaceAll(/[^a-z]/g, '') === each);
  const remedy =
    call === undefined
      ? "write a user's or user group's id (U…, W…, S…), here, channel or everyone"
      : `did you mean "${call}"?`;
  return { message: `"${value}" is nobody Slack can mention; ${remedy}`, instead: call };
});

const bot = z.object({
  channel: channelId.describe("The channel's id, such as C0PLATFORM. Invite the bot into it."),
  token: secretName('tallyman/slack-token')
    .optional()
    .describe("Name of the secret with the bot's token. Default: tallyman/slack-token."),
});

const webhook = z.object({
  webhook: secretName('tallyman/slack-webhook').describe("Name of the secret with the incoming webhook's URL."),
});

const whose = {
  repository: repository
    .optional()
    .describe('Globs of repositories: * does not cross a slash, ** does. Left out: every repository.'),
  tag: tag.optional().describe('Globs of tags. Left out: every image, with a tag or without.'),
};

const route = z.object({
  to: z.string().describe('The receiver.'),
  ...whose,
  not: z.object(whose).optional().describe('Images that the route leaves out.'),
  severity: severity.optional().describe('The threshold: this severity and above. Left out: every issue.'),
  otherwise: z
    .boolean()
    .optional()
    .describe('Only images whose repository and tag no other route names. One route has to have it.'),
  mention: mention
    .optional()
    .describe(
      "Whom to call by name when something new or worse turns up: a user's or user group's id, here, channel, everyone.",
    ),
});

export const RECEIVER_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const ECR_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const REPOSITORY_NAME = new RegExp(`^(?=.{2,256}$)${ECR_PART}(?:/${ECR_PART})*$`);

/** The keys and values of the policy file; what needs two of them to be judged is in `rules.ts`. */
export const policyShape = z
  .object({
    operators: z
      .object({ email: oneOrMany(email).describe('Addresses; each gets a mail to confirm.') })
      .describe(
        'Who hears when Tallyman itself is in trouble: dead letters, bad configuration, unscanned repositories.',
      ),
    receivers: z
      .record(
        z.string(),
        z.object({
          slack: z
            .union([bot, webhook], { error: 'needs a channel (of the bot), or a webhook' })
            .describe(
              'A channel of the bot, or an incoming webhook. Secrets are names in Secrets Manager, never values.',
            ),
        }),
      )
      .refine((receivers) => Object.keys(receivers).length > 0, { error: 'receivers has none; write one at least' })
      .meta({
        description: 'Named places to tell.',
        propertyNames: { pattern: RECEIVER_NAME.source },
        minProperties: 1,
      }),
    routes: z.array(route).min(1).describe('Every route that holds applies; a receiver is told once.'),
    watch: repository.optional().describe('Globs of the repositories to look at. Default: "**".'),
    ignore: tag.optional().describe('Globs of tags that make no line, such as "pr-*".'),
    'unrated-as': severity.optional().describe('What vulnerabilities that nobody rated compare as. Default: medium.'),
    repositories: z
      .record(z.string(), z.object({}))
      .meta({
        description: 'Hardened repositories that this deployment creates.',
        propertyNames: { pattern: REPOSITORY_NAME.source },
      })
      .optional(),
  })
  .meta({ title: 'Tallyman policy' });

export type PolicyShape = z.infer<typeof policyShape>;
