import * as z from 'zod';
import { SEVERITIES, type Severity } from '../core/domain/severity.ts';
import { also } from './also.ts';
import { globFault } from './globs.ts';
import { RECEIVER_NAME, receiverShape } from './receiver-shape.ts';
import { remind } from './reminder.ts';
import { REPOSITORY_NAME } from './repository-names.ts';
import { emails, matching, oneOrMany, ruled } from './text-shapes.ts';

const repository = oneOrMany(ruled((glob) => globFault('repository', glob), /^[a-z0-9._/*-]+$/));
const tag = oneOrMany(ruled((glob) => globFault('tag', glob), /^[\w.*-]+$/));

const severity = z.enum(SEVERITIES.map((each) => each.toLowerCase() as Lowercase<Severity>));

const CALLS = ['here', 'channel', 'everyone'];

const mention = matching(/^([UWS][A-Z0-9]{2,}|here|channel|everyone)$/, (value) => {
  const call = CALLS.find((each) => value.toLowerCase().replaceAll(/[^a-z]/g, '') === each);
  const remedy =
    call === undefined
      ? "write a user's or user group's id (U…, W…, S…), here, channel or everyone"
      : `did you mean "${call}"?`;
  return { message: `"${value}" is nobody Slack can mention; ${remedy}`, instead: call };
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
  also: also
    .optional()
    .describe(
      'What to tell besides what opened or escalated. resolved: that an issue this receiver was told of is gone. Not for Security Hub, which hears every change.',
    ),
  remind: remind
    .optional()
    .describe(
      'Days, 1d to 90d, such as 7d: that long after its last alert about a lineage the receiver gets one message with what it was told of and is still open. Left out: never. Not for Security Hub, which shows what is open.',
    ),
});

/** The keys and values of the policy file; what needs two of them to be judged is in `rules.ts`. */
export const policyShape = z
  .object({
    operators: z
      .object({ email: emails })
      .describe(
        'Who hears when Tallyman itself is in trouble: dead letters, bad configuration, unscanned repositories.',
      ),
    receivers: z
      .record(z.string(), receiverShape)
      .refine((receivers) => Object.keys(receivers).length > 0, { error: 'receivers has none; write one at least' })
      .meta({
        description: 'Named places to tell.',
        propertyNames: { pattern: RECEIVER_NAME.source },
        minProperties: 1,
      }),
    routes: z.array(route).min(1).describe('Every route that holds applies; a receiver is told once.'),
    watch: repository.optional().describe('Globs of the repositories to look at. Default: "**".'),
    ignore: tag
      .optional()
      .describe(
        'Globs of tags that do not count, such as "pr-*": an image without any other tag is nobody\'s concern. Default: none.',
      ),
    lineages: z
      .record(z.string(), tag)
      .meta({
        description:
          'Splits a repository that holds several things, such as platform/monorepo: ["api-*", "web-*"]. Each glob of tags is a lineage of its own, compared and told by itself; a tag is of the first that it fits, and the rest of the tags are one lineage more. Default: a repository is one lineage.',
        propertyNames: { pattern: REPOSITORY_NAME.source },
      })
      .optional(),
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
