import { fitsAll, globFault } from './globs.ts';
import { type Mistake, nameOf, ofKey } from './problem.ts';
import type { Path } from './source.ts';
import { at, isRecord, keysOf } from './unchecked.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const MAX_STARS = 4;
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MAX_RULES = 50;

/** What is wrong with the `keep` at `path`, besides its shape. */
export const keepRules = (policy: unknown, path: Path): Mistake[] => {
  const keep = at(policy, path);
  if (!isRecord(keep)) return [];
  if (keysOf(keep).length === 0) return [{ path, message: `${nameOf(path)} is empty: ${NOTHING_GOES}` }];
  const patterns = keysOf(keep['tags']);
  return [
    ...patterns.flatMap((pattern, index) => [
      ...patternMistakes([...path, 'tags'], pattern, patterns.slice(0, index)),
      ...measureMistakes(policy, [...path, 'tags', pattern]),
    ]),
    ...emptyTags(keep, path),
    ...archivesNothing(keep, path),
    ...tooManyRules(keep, path),
  ];
};

const NOTHING_GOES =
  'nothing would ever be deleted, which Security Hub counts as a fault (ECR.3); leave keep out for { untagged: 7d }, or write what goes';

const emptyTags = (keep: Readonly<Record<string, unknown>>, path: Path): Mistake[] =>
  isRecord(keep['tags']) && keysOf(keep['tags']).length === 0
    ? [{ path: [...path, 'tags'], message: 'tags has no rule; write one such as pr-*: { days: 14 }, or take it out' }]
    : [];

const patternMistakes = (path: Path, pattern: string, before: readonly string[]): Mistake[] => {
  const message = patternFault(pattern) ?? shadowed(pattern, before);
  return message === null ? [] : [ofKey([...path, pattern], message)];
};

const patternFault = (pattern: string): string | null => {
  const fault = globFault('tag', pattern);
  if (fault !== null) return fault.message;
  const stars = pattern.split('*').length - 1;
  return stars > MAX_STARS ? `"${pattern}" has ${stars} stars, and ECR takes ${MAX_STARS}; write a wider one` : null;
};

/** ECR leaves an image to the first rule that one of its tags fits. */
const shadowed = (pattern: string, before: readonly string[]): string | null => {
  const takes = before.find((each) => globFault('tag', each) === null && fitsAll(each, pattern));
  return takes === undefined
    ? null
    : `"${pattern}" is for no image, as "${takes}" before it takes them; write it first`;
};

const measureMistakes = (policy: unknown, path: Path): Mistake[] => {
  const rule = at(policy, path);
  if (!isRecord(rule)) return [];
  const [measure, ...others] = keysOf(rule).filter((key) => key === 'images' || key === 'days');
  const name = nameOf(path);
  if (measure === undefined)
    return [{ path, message: `${name} says nothing to keep; write { images: 200 } or { days: 14 }` }];
  return others.map((other) =>
    ofKey([...path, other], `${name} has ${measure} and ${other}, and a rule of ECR counts one; take one of them out`),
  );
};

const archivesNothing = (keep: Readonly<Record<string, unknown>>, path: Path): Mistake[] =>
  'archive-after' in keep && keysOf(keep['tags']).includes('*')
    ? [
        ofKey(
          [...path, 'archive-after'],
          'archive-after is for images that no rule of tags is for, and "*" is for all; take one of them out',
        ),
      ]
    : [];

const tooManyRules = (keep: Readonly<Record<string, unknown>>, path: Path): Mistake[] => {
  const count = keysOf(keep['tags']).length + keysOf(keep).filter((key) => key !== 'tags').length;
  if (count <= MAX_RULES) return [];
  const message = `${nameOf(path)} makes ${count} rules, and ECR takes ${MAX_RULES}; write fewer and wider tags`;
  return [{ path, message }];
};
