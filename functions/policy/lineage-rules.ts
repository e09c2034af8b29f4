import { didYouMean, meant } from './did-you-mean.ts';
import { fitsAll, globFault } from './globs.ts';
import { type Mistake, ofKey } from './problem.ts';
import { REPOSITORY_NAME, repositoryNames } from './repository-names.ts';
import { soundGlobs, type WrittenGlob } from './sound-globs.ts';
import { at, keysOf } from './unchecked.ts';

/** What is wrong with `lineages`, and with `ignore`, besides their shape. */
export const lineageRules = (policy: unknown): Mistake[] => {
  const ignored = soundGlobs('tag', policy, ['ignore']);
  return [
    ...ignored.filter(({ glob }) => fitsAll(glob, '*')).map(ignoresAll),
    ...repositoryNames(policy, 'lineages'),
    ...keysOf(at(policy, ['lineages'])).flatMap((name) => [
      ...notWatched(policy, name),
      ...withoutTags(soundGlobs('tag', policy, ['lineages', name]), ignored),
    ]),
  ];
};

const ignoresAll = ({ path, glob }: WrittenGlob): Mistake => ({
  path,
  message: `"${glob}" ignores every tag, and so every image that has one; write only the tags to leave out`,
});

const notWatched = (policy: unknown, name: string): Mistake[] => {
  const watched = [at(policy, ['watch']) ?? '**'].flat().map(String);
  // A glob that is a fault may be the one.
  const isWatched = watched.some((glob) => globFault('repository', glob) !== null || fitsAll(glob, name));
  if (isWatched || watched.length === 0 || !REPOSITORY_NAME.test(name)) return [];
  const split = keysOf(at(policy, ['lineages']));
  const names = watched.filter((glob) => !glob.includes('*') && !split.includes(glob));
  const instead = meant(name, names);
  const remedy = instead === undefined ? 'add it to watch, or take it out here' : didYouMean(instead, names);
  return [{ ...ofKey(['lineages', name], `"${name}" is split, and watch leaves it out; ${remedy}`), instead }];
};

/** Globs that would be lineages without a tag: each tag is of the first that it fits. */
const withoutTags = (globs: readonly WrittenGlob[], ignored: readonly WrittenGlob[]): Mistake[] =>
  globs.flatMap(({ path, glob }, index) => {
    const why = fitsAll(glob, '*') ? TAKES_ALL : whyWithoutTags(glob, globs.slice(0, index), ignored);
    return why === null ? [] : [{ path, message: `"${glob}" ${why}` }];
  });

const TAKES_ALL =
  'takes every tag: those that no other glob takes are a lineage anyway; write only the tags to set apart';

const whyWithoutTags = (
  glob: string,
  before: readonly WrittenGlob[],
  ignored: readonly WrittenGlob[],
): string | null => {
  const ignores = ignored.find((each) => fitsAll(each.glob, glob));
  if (ignores !== undefined)
    return `would be a lineage without tags, as ignore has "${ignores.glob}"; take it out of one of them`;
  // One that takes all, or is written twice, has been reported as that.
  const takes = before.find((each) => each.glob !== glob && fitsAll(each.glob, glob) && !fitsAll(each.glob, '*'));
  return takes === undefined
    ? null
    : `would be a lineage without tags, as "${takes.glob}" before it takes them; write it first`;
};
