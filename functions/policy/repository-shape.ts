import * as z from 'zod';
import { didYouMean, meant } from './did-you-mean.ts';
import { keep } from './keep-shape.ts';
import { mutableTags } from './mutable-tags.ts';
import type { Fault } from './problem.ts';
import { matching, oneOrMany, scalar } from './text-shapes.ts';

const ACCOUNT = /^\d{12}$/;

const account = matching(ACCOUNT, (value) => {
  const [inArn] = /\d{12}/.exec(value) ?? [];
  return {
    message: `"${value}" is no account: an account is its twelve digits, such as "111122223333"`,
    instead: inArn === undefined ? undefined : JSON.stringify(inArn),
  };
});

const organization = matching(/^o-[a-z0-9]{4,32}$/, (value) => ({
  message: `"${value}" is no organization: aws organizations describe-organization says its id, such as o-a1b2c3d4e5`,
}));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;

const role = matching(ROLE, (value) => {
  const [, partition, owner, name] = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//.exec(value) ?? [];
  if (name !== undefined)
    return {
      message: `"${value}" is a session of a role; write the role`,
      instead: `arn:${partition}:iam::${owner}:role/${name}`,
    };
  const why = value.includes('*') ? 'a push is by roles that are named one by one' : 'no ARN of a role';
  return { message: `"${value}": ${why}; write one such as arn:aws:iam::111122223333:role/deploy` };
});

const ENCRYPTIONS = ['shared-key', 'own-key', 'aes-256'] as const;
/** The ARN of a key, as `aws ecr describe-repositories` gives it. */
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;
const ENCRYPTION = new RegExp(`^(${ENCRYPTIONS.join('|')})$|${KEY_ARN.source}`);

/** What people call it elsewhere. */
const SYNONYMS: Readonly<Record<string, (typeof ENCRYPTIONS)[number]>> = {
  ...{ aes256: 'aes-256', aes: 'aes-256', 'sse-s3': 'aes-256', none: 'aes-256' },
  ...{ kms: 'shared-key', shared: 'shared-key', cmk: 'shared-key', own: 'own-key' },
};

const encryption = scalar((written): Fault | null => {
  if (ENCRYPTION.test(written)) return null;
  if (written.startsWith('arn:'))
    return {
      message: `"${written}" is no ARN of a key, such as arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d; an alias may come to mean another key`,
    };
  const instead = SYNONYMS[written.toLowerCase()] ?? meant(written, ENCRYPTIONS);
  return {
    message: `"${written}" is no encryption; ${didYouMean(instead, [...ENCRYPTIONS, 'the ARN of a key'])}`,
    instead,
  };
}, z.string().regex(ENCRYPTION));

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html#tag-restrictions */
const tagValue = matching(/^[^!"#$%&'()*,;<>?[\\\]^`{|}~\n]{1,256}$/, (value) => ({
  message: `"${value}" is no value of an AWS tag: 1 to 256 letters, digits, spaces and _ . : / = + - @`,
}));

const SOURCE = /^https:\/\/[^\s/{}@]+\/[^\s{}]*\{tag\}[^\s{}]*$/;
const SOURCE_EXAMPLE = 'https://github.com/acme/api/commit/{tag}';

const source = matching(SOURCE, (value) => {
  if (/^http:\/\//.test(value) && SOURCE.test(value.replace(/^http:/, 'https:')))
    return { message: `"${value}" is not https`, instead: JSON.stringify(value.replace(/^http:/, 'https:')) };
  const why = value.includes('{tag}') ? 'is no page' : 'has no {tag}, where the tag of an image goes';
  return { message: `"${value}" ${why}; write one such as "${SOURCE_EXAMPLE}"` };
});

/** What a hardened repository and a creation template have alike. */
const hardening = {
  'mutable-tags': mutableTags
    .optional()
    .describe(
      'Tags that may be moved, each with its reason; at most 5. Default: none, every tag stays where it was put.',
    ),
  'pull-from': z
    .object({
      organization: organization.optional().describe('The id of an organization, all accounts of which may pull.'),
      accounts: oneOrMany(account).optional().describe('Other accounts that may pull, in quotes.'),
    })
    .optional()
    .describe('Who may pull besides this account. Default: nobody.'),
  'push-by': oneOrMany(role)
    .optional()
    .describe('ARNs of roles that may push; nobody else may then. Default: who IAM allows it in this account.'),
  keep: keep
    .optional()
    .describe('What is kept for how long. Default: { untagged: 7d }, and nothing else is ever deleted.'),
  encryption: encryption
    .optional()
    .describe(
      'shared-key (default): one key of this deployment. own-key: a key of its own, for $1 a month. aes-256: no key of yours. Or the ARN of a key. It cannot be changed later.',
    ),
  owner: tagValue.optional().describe('Who looks after it: the AWS tag "owner".'),
  'cost-center': tagValue.optional().describe('Who pays for it: the AWS tag "cost-center".'),
  tags: z.record(z.string(), tagValue).optional().describe('More AWS tags.'),
};

export const repositoryShape = z.object({
  ...hardening,
  source: source
    .optional()
    .describe(`The page of a commit or version, with {tag} for the tag of an image: ${SOURCE_EXAMPLE}.`),
});

export const APPLIED_FOR = ['pull-through-cache', 'replication', 'create-on-push'] as const;

const appliedFor = scalar((written): Fault | null => {
  if (APPLIED_FOR.some((each) => each === written)) return null;
  const instead = meant(written.toLowerCase().replaceAll('_', '-'), APPLIED_FOR);
  return { message: `"${written}" makes no repositories; ${didYouMean(instead, APPLIED_FOR)}`, instead };
}, z.enum(APPLIED_FOR));

export const creationTemplateShape = z.object({
  ...hardening,
  'applied-for': oneOrMany(appliedFor).describe(
    'What makes the repositories that the template is for: pull-through-cache, replication, create-on-push.',
  ),
});

export type RepositoryShape = z.infer<typeof repositoryShape>;
export type CreationTemplateShape = z.infer<typeof creationTemplateShape>;
