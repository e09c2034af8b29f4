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
  const all = globs.flatMap((glob) =>
    withoutDoubleStars(glob).map((wildcard) => ({ glob, wildcard, filter: tied(wildcard) })),
  );
  return all
    .filter(
      ({ wildcard, filter }, index) =>
        !all.some((other, at) => covers(other.filter, wildcard) && (other.filter !== filter || at < index)),
    )
    .map(({ glob, filter }) => ({ glob, filter, alsoFits: surpriseOf(filter, globs) }));
};

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

/** A name that `filter` fits and none of `globs` does. */
const surpriseOf = (filter: string, globs: readonly string[]): string | null => {
  const wanted = globs.map((glob) => new RegExp(compileGlob(glob).regex));
  const between = filter.split('*');
  for (const texts of choices(between.length - 1, strangeTexts(globs))) {
    const name = between.reduce((before, part, star) => `${before}${texts[star - 1]}${part}`);
    if (REPOSITORY_NAME.test(name) && !wanted.some((regex) => regex.test(name))) return name;
  }
  return null;
};

/**
 * What `*` may stand for, shortest first. Letters that no glob has: what fits those fits whatever may stand there. Up to
 * more parts than any glob has: those only `**` fits, which fits any number. So if these surprise nobody, no text does.
 */
const strangeTexts = (globs: readonly string[]): readonly string[] => {
  const letters = [...LETTERS].filter((letter) => !globs.join().includes(letter));
  const most = Math.max(...globs.map((glob) => glob.split('/').length)) + 2;
  const parts = Array.from({ length: most }, (_, part) => letters[part % letters.length] ?? 'x');
  return parts.map((_, last) => parts.slice(0, last + 1).join('/'));
};

const LETTERS = 'xyzabcdefghijklmnopqrstuvw0123456789';

/** Every way to choose one of `texts` for each of so many stars. */
function* choices(stars: number, texts: readonly string[]): Generator<readonly string[]> {
  if (stars === 0) yield [];
  else for (const chosen of choices(stars - 1, texts)) for (const text of texts) yield [...chosen, text];
}

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
