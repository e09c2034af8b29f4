import { keepRules } from './keep-rules.ts';
import { type Mistake, nameOf, ofKey } from './problem.ts';
import type { Path } from './source.ts';
import { at, isRecord, itemsOf, keysOf } from './unchecked.ts';

/** What is wrong with hardened repositories and creation templates, besides their shape and the names of the former. */
export const repositoryRules = (policy: unknown): Mistake[] => [
  ...['repositories', 'creation-templates'].flatMap((owner) =>
    keysOf(at(policy, [owner])).flatMap((name) => hardeningRules(policy, [owner, name])),
  ),
  ...templateRules(policy),
];

const hardeningRules = (policy: unknown, path: Path): Mistake[] => [
  ...emptyPullFrom(policy, [...path, 'pull-from']),
  ...keepRules(policy, [...path, 'keep']),
  ...tagMistakes(policy, path),
];

const emptyPullFrom = (policy: unknown, path: Path): Mistake[] => {
  const pullFrom = at(policy, path);
  if (!isRecord(pullFrom) || keysOf(pullFrom).length > 0) return [];
  const message = `${nameOf(path)} is empty, which may mean nobody or everybody; write organization or accounts, or leave pull-from out`;
  return [{ path, message }];
};

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html#tag-restrictions */
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu;
const MAX_TAGS = 50;
const OWN_KEYS = ['owner', 'cost-center'];

const tagMistakes = (policy: unknown, path: Path): Mistake[] => {
  const keys = keysOf(at(policy, [...path, 'tags']));
  const own = OWN_KEYS.filter((key) => keysOf(at(policy, path)).includes(key));
  const count = keys.length + own.length;
  return [
    ...keys.flatMap((key) => {
      const message = tagKeyFault(key, own);
      return message === null ? [] : [ofKey([...path, 'tags', key], message)];
    }),
    ...(count > MAX_TAGS
      ? [{ path: [...path, 'tags'], message: `AWS takes ${MAX_TAGS} tags, and here are ${count}; take some out` }]
      : []),
  ];
};

const tagKeyFault = (key: string, own: readonly string[]): string | null => {
  if (own.includes(key)) return `tags has ${key}, and so has the entry itself; keep one`;
  return TAG_KEY.test(key)
    ? null
    : `"${key}" is no key of an AWS tag: 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:`;
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html */
export const PREFIX = /^(?=.{2,256}$)(ROOT|([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*\/?)$/;

const templateRules = (policy: unknown): Mistake[] => {
  const prefixes = keysOf(at(policy, ['creation-templates']));
  return prefixes.flatMap((prefix, index) => {
    const path = ['creation-templates', prefix];
    return [
      ...(PREFIX.test(prefix) ? [] : [ofKey(path, NO_PREFIX(prefix))]),
      ...prefixes
        .slice(0, index)
        .filter((each) => withoutSlash(each) === withoutSlash(prefix))
        .map((each) => ofKey(path, `"${prefix}" is the prefix "${each}" once more; keep one`)),
      ...pushedByNobody(policy, path),
    ];
  });
};

const NO_PREFIX = (prefix: string): string =>
  `"${prefix}" is no prefix of repositories: lower case letters and digits, joined by . _ - /, such as docker-hub/, or ROOT for all that no other template is for`;

/** ECR takes a prefix as one with a slash behind it. */
export const withoutSlash = (prefix: string): string => prefix.replace(/\/$/, '');

const pushedByNobody = (policy: unknown, path: Path): Mistake[] => {
  const appliedFor = at(policy, [...path, 'applied-for']);
  const makers = typeof appliedFor === 'string' ? [appliedFor] : itemsOf(appliedFor);
  if (!keysOf(at(policy, path)).includes('push-by') || makers.length === 0 || makers.includes('create-on-push'))
    return [];
  const message = `${nameOf(path)} has push-by, and ECR itself fills what ${makers.join(' and ')} makes; take push-by out, or add create-on-push`;
  return [ofKey([...path, 'push-by'], message)];
};
