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

/** Filters that fit all that `globs` fit, and as little besides as ECR can say: none whose glob another one covers. */
export const scanFilters = (globs: readonly string[]): ScanFilter[] => {
  const surpriseOf = surprises(globs);
  return written(globs).map(({ glob, wildcard, filter }) => ({
    glob,
    filter,
    alsoFits: saysTheSame(glob, wildcard, filter) ? null : surpriseOf(filter),
  }));
};

const written = (globs: readonly string[]) => {
  const all = globs.flatMap((glob) =>
    withoutDoubleStars(glob).map((wildcard) => ({ glob, wildcard, filter: tied(wildcard) })),
  );
  return all.filter(
    ({ wildcard, filter }, index) =>
      !all.some((other, at) => covers(other.filter, wildcard) && (other.filter !== filter || at < index)),
  );
};

/** Whether each star stands for `**`, which crosses slashes as ECR's does: then there is nothing to look for. */
const saysTheSame = (glob: string, wildcard: string, filter: string): boolean =>
  filter === wildcard && glob.split('/').every((part) => part === '**' || !part.includes('*'));

/** Whether whatever fits `narrow` fits `wide` too: a sign that no name has fits only where a star does. */
const covers = (wide: string, narrow: string): boolean =>
  new RegExp(`^${wide.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(narrow.replaceAll('*', '~'));

/** A filter without `*` fits every name that contains it: one within its longest word ties it to both ends. */
const tied = (wildcard: string): string => {
  // No filter has two signs in a row.
  const apart = wildcard.replaceAll(/([._-])(?=[._-])/g, '$1*');
  if (apart.includes('*')) return apart;
  const [longest = ''] = apart.split(/[^a-z0-9]/).toSorted((a, b) => b.length - a.length);
  const middle = apart.indexOf(longest) + Math.ceil(longest.length / 2);
  return `${apart.slice(0, middle)}*${apart.slice(middle)}`;
};

/** Finds a name that a filter fits and none of `globs` does, a short one. */
const surprises = (globs: readonly string[]): ((filter: string) => string | null) => {
  const wanted = globs.map((glob) => new RegExp(compileGlob(glob).regex));
  const texts = strangeTexts(globs);
  const isUnwanted = (name: string): boolean => REPOSITORY_NAME.test(name) && !wanted.some((regex) => regex.test(name));
  return (filter) => namesBy(filter.split('*'), texts).find(isUnwanted) ?? null;
};

/** `between` with every choice of `texts` for the stars, those of fewest parts first. */
function* namesBy(between: readonly string[], texts: readonly string[]): Generator<string> {
  const stars = between.length - 1;
  for (let sum = 0; sum <= stars * (texts.length - 1); sum += 1)
    for (const chosen of choices(stars, texts, sum))
      yield between.reduce((before, part, star) => `${before}${chosen[star - 1]}${part}`);
}

/**
 * What `*` may stand for, shortest first. Letters that no glob has: what fits those fits whatever may stand there. Up to
 * more parts than a glob can fit without `**`, which fits any number. So if these surprise nobody, no text does.
 */
const strangeTexts = (globs: readonly string[]): readonly string[] => {
  const letters = [...LETTERS].filter((letter) => !globs.join().includes(letter));
  const most = Math.max(...globs.map((glob) => glob.split('/').filter((part) => part !== '**').length)) + 3;
  const parts = Array.from({ length: most }, (_, part) => letters[part % letters.length] ?? 'x');
  return parts.map((_, last) => parts.slice(0, last + 1).join('/'));
};

const LETTERS = 'xyzabcdefghijklmnopqrstuvw0123456789';

/** Every way to choose one of `texts` for each of so many stars, whose places in it add up to `sum`. */
function* choices(stars: number, texts: readonly string[], sum: number): Generator<readonly string[]> {
  if (stars === 0 && sum === 0) yield [];
  if (stars > 0)
    for (const [place, text] of texts.slice(0, sum + 1).entries())
      for (const others of choices(stars - 1, texts, sum - place)) yield [text, ...others];
}

/** In characters: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
const MAX_LENGTH = 255;

/** Why no filter says what `glob` does; null where one does. */
export const scanFilterFault = (glob: string): string | null => {
  const filters = written([glob]).map(({ filter }) => filter);
  if (!filters.every((filter) => /^[a-z0-9*]+([._/-][a-z0-9*]+)*$/.test(filter)))
    return `"${glob}" fits no repository, as each part of a name begins and ends with a letter or a digit`;
  return filters.some(({ length }) => length > MAX_LENGTH)
    ? `"${glob}" is too long for ECR, which takes ${MAX_LENGTH} characters with the * that it needs; write a shorter one`
    : null;
};
