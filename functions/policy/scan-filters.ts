import { compileGlob, withoutDoubleStars } from './globs.ts';
import { REPOSITORY_NAME } from './repository-names.ts';

/** A filter of the registry's scanning configuration. */
export interface ScanFilter {
  /** What it says as well as ECR can. */
  readonly glob: string;
  /** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html */
  readonly filter: string;
  /** A repository that it fits, and that no glob of its list fits; null where there is none. */
  readonly alsoFits: string | null;
}

/** Filters that fit all that `globs` fit, and as little besides as ECR can say. */
export const scanFilters = (globs: readonly string[]): ScanFilter[] => {
  const wanted = globs.map((glob) => new RegExp(compileGlob(glob).regex));
  const filters = globs.flatMap((glob) =>
    withoutDoubleStars(glob).map((wildcard) => ({ glob, filter: tied(wildcard) })),
  );
  return filters
    .filter(({ filter }, index) => filters.findIndex((each) => each.filter === filter) === index)
    .map(({ glob, filter }) => ({ glob, filter, alsoFits: surpriseOf(filter, wanted) }));
};

/** A filter without `*` fits every name that contains it: one within its longest word ties it to both ends. */
const tied = (wildcard: string): string => {
  // No filter has two signs in a row.
  const apart = wildcard.replaceAll(/([._-])(?=[._-])/g, '$1*');
  if (apart.includes('*')) return apart;
  const [longest = ''] = apart.split(/[^a-z0-9]/).toSorted((a, b) => b.length - a.length);
  const middle = apart.indexOf(longest) + Math.ceil(longest.length / 2);
  return `${apart.slice(0, middle)}*${apart.slice(middle)}`;
};

/** What `*` may stand for that people do not expect, the likeliest first. */
const UNEXPECTED = ['-x-', 'x/y', 'x'];

const surpriseOf = (filter: string, wanted: readonly RegExp[]): string | null => {
  const parts = filter.split('*');
  const names = UNEXPECTED.flatMap((text) =>
    parts
      .slice(1)
      .map((_, star) => parts.reduce((name, part, index) => name + (index === star + 1 ? text : 'x') + part)),
  );
  return names.find((name) => REPOSITORY_NAME.test(name) && !wanted.some((regex) => regex.test(name))) ?? null;
};

/** In characters: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
const MAX_LENGTH = 255;

/** Why no filter says what `glob` does; null where one does. */
export const scanFilterFault = (glob: string): string | null => {
  const filters = scanFilters([glob]).map(({ filter }) => filter);
  if (!filters.every((filter) => /^[a-z0-9*]+([._/-][a-z0-9*]+)*$/.test(filter)))
    return `"${glob}" fits no repository, as each part of a name begins and ends with a letter or a digit`;
  return filters.some(({ length }) => length > MAX_LENGTH)
    ? `"${glob}" is too long for ECR, which takes ${MAX_LENGTH} characters with the * that it needs; write a shorter one`
    : null;
};
