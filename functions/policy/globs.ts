import picomatch from 'picomatch';
import type { Pattern } from '../core/domain/policy.ts';
import type { Fault } from './problem.ts';

/**
 * In characters.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
const MAX_LENGTH = { repository: 256, tag: 128 };

/** What people write out of habit, and what says it here. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/!/, 'to leave images out of a route, write not: { repository: "sandbox/**" }'],
  [/:/, 'the tag goes under its own key, tag'],
  [/[{},|\s]/, 'a list is OR, such as ["a/*", "b/*"]'],
  [/[?[\]^$()+\\]/, 'only * (within a part) and ** (across parts) are special'],
  [/./, 'a name has letters, digits and . _ - /'],
];

/** What is wrong with a glob, if anything is. */
export const globFault = (kind: 'repository' | 'tag', glob: string): Fault | null => {
  if (glob === '') return { message: 'a glob is empty' };
  const foreign = /[^\w./*-]/u.exec(glob)?.[0];
  if (foreign !== undefined) {
    const remedy = HABITS.find(([habit]) => habit.test(foreign))?.[1];
    return { message: `"${glob}" has a "${foreign}", which no ${kind} has; ${remedy}` };
  }
  if (glob.length > MAX_LENGTH[kind])
    return { message: `no ${kind} has a name of more than ${MAX_LENGTH[kind]} characters` };
  return kind === 'tag' ? tagFault(glob) : repositoryFault(glob);
};

const tagFault = (glob: string): Fault | null => {
  if (glob.includes('/'))
    return {
      message: `"${glob}" fits no tag, as tags have no /; repositories have keys of their own, repository and watch`,
    };
  return starsFault(glob);
};

const repositoryFault = (glob: string): Fault | null => {
  const lower = glob.toLowerCase();
  if (lower !== glob)
    return {
      message: `"${glob}" fits no repository, as ECR's names are in lower case`,
      instead: JSON.stringify(lower),
    };
  const [, inRegistry] = /^\d+\.dkr[.-]ecr[^/]*\/(.*)$/.exec(glob) ?? [];
  if (inRegistry !== undefined) {
    return { message: 'a repository goes without its registry', instead: JSON.stringify(inRegistry) };
  }
  // picomatch takes a leading `./` for nothing.
  const trimmed = glob
    .split('/')
    .filter((part) => !/^\.*$/.test(part))
    .join('/');
  if (trimmed !== glob) {
    const message = `"${glob}" fits no repository, as names have no part that is empty or only dots`;
    return { message, instead: JSON.stringify(trimmed) };
  }
  return starsFault(glob);
};

const starsFault = (glob: string): Fault | null =>
  glob.split('/').some((part) => part.includes('**') && part !== '**')
    ? { message: `** in "${glob}" must stand alone between slashes, as in "payments/**"; within a part write *` }
    : null;

/** The glob with its regular expression: `*` does not cross `/`, `**` does, `payments/**` is not `payments`. */
export const compileGlob = (glob: string): Pattern => ({
  glob,
  // Of the fast paths of picomatch 4.0.7, the one for `*.*` wants a character behind the dot.
  regex: picomatch.makeRe(glob, { dot: true, strictSlashes: true, fastpaths: false }).source,
});

/** Whether whatever fits `narrow` fits `wide` too; of repositories only where `narrow` has no star. */
export const fitsAll = (wide: string, narrow: string): boolean =>
  // A sign that no glob has fits where only a star fits.
  new RegExp(compileGlob(wide).regex).test(narrow.replaceAll(/\*+/g, '~'));

/** The glob in words of AWS, where `*` crosses `/` and there is no `**`; together they may fit more than it does. */
export const withoutDoubleStars = (glob: string): string[] => expand(glob.split('/')).map((parts) => parts.join('/'));

// `**` before other parts may stand for no part at all: `**/api` is `api` too.
const expand = ([part, ...rest]: readonly string[]): string[][] => {
  if (part === undefined) return [[]];
  const tails = expand(rest);
  if (part !== '**') return tails.map((tail) => [part, ...tail]);
  const some = tails.map((tail) => ['*', ...tail]);
  return rest.length > 0 ? [...tails, ...some] : some;
};
