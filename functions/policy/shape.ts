import * as z from 'zod';
import { SEVERITIES, type Severity } from '../core/domain/severity.ts';
import { also } from './also.ts';
import { wholeDays } from './days.ts';
import { facts } from './facts.ts';
import { globFault } from './globs.ts';
import { RECEIVER_NAME, receiverShape } from './receiver-shape.ts';
import { remind } from './reminder.ts';
import { REPOSITORY_NAME } from './repository-names.ts';
import { PREFIX } from './repository-rules.ts';
import { creationTemplateShape, repositoryShape } from './repository-shape.ts';
import { rescan, scanning } from './scanning.ts';
import { emails, matching, oneOrMany, ruled } from './text-shapes.ts';

const repository = oneOrMany(ruled((glob) => globFault('repository', glob), /^[a-z0-9._/*-]+$/));
const tag = oneOrMany(ruled((glob) => globFault('tag', glob), /^[\w.*-]+$/));

const tagHistory = wholeDays({
  what: 'time to keep the history of tags',
  pattern: /^([3-9]\d|[1-9]\d\d|[12]\d{3}|3[0-5]\d\d|36[0-4]\d|3650)d$/,
  range: '30d to 3650d',
});

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
  ...facts,
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
      'What to tell besides what opened or escalated. resolved: that an issue this receiver was told of is gone. fixable: that a version now mends it, which basic scanning never says. Not for Security Hub, which hears every change.',
    ),
  remind: remind
    .optional()
    .describe(
      'Days, 1d to 90d, such as 7d: that long after its last alert about a lineage the receiver gets one message with what it was told of and is still open. Left out: never. Not for Security Hub, which shows what is open.',
    ),
});

const registry = z.object({
  scanning: scanning.describe(
    'leave: as it is set up outside of Tallyman. basic, enhanced: this deployment sets it up, for the whole account and Region.',
  ),
  continuous: repository
    .optional()
    .describe(
      'With enhanced: globs of the repositories that Inspector watches continuously. Default: "**", unless scan-on-push is there.',
    ),
  'scan-on-push': repository
    .optional()
    .describe(
      'With basic or enhanced: globs of the repositories that are scanned when an image is pushed. Default with basic: "**".',
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
    registry: registry
      .optional()
      .describe('How Amazon ECR scans. Left out: as it is set up outside of Tallyman, whichever way that is.'),
    rescan: rescan
      .optional()
      .describe(
        'daily: live images are scanned anew every day, as basic scanning never does by itself. off: they are not. Default: daily. Not with enhanced scanning.',
      ),
    'tag-history': tagHistory
      .optional()
      .describe('Days, 30d to 3650d, that it is known which image a tag meant when. Default: 400d.'),
    repositories: z
      .record(z.string(), repositoryShape)
      .meta({
        description: 'Hardened repositories that this deployment creates.',
        propertyNames: { pattern: REPOSITORY_NAME.source },
      })
      .optional(),
    'creation-templates': z
      .record(z.string(), creationTemplateShape)
      .meta({
        description:
          'The same for repositories that ECR creates itself, by the prefix of their names, such as docker-hub/, or ROOT for all that no other template is for.',
        propertyNames: { pattern: PREFIX.source },
      })
      .optional(),
  })
  .meta({ title: 'Tallyman policy' });

export type PolicyShape = z.infer<typeof policyShape>;
