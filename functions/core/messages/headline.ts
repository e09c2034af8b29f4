import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { Counts } from '../domain/scan.ts';
import { countsText } from './counts.ts';
import { imageName } from './image-name.ts';
import type { Markup } from './markup.ts';

/** Whatever else is said, so much is left for an image's name. */
const MIN_NAME = 34;

/** An image's name, and what is said before and after it: `after` is told how many characters it may take. */
export interface ImageHeadline {
  /** 42 characters at most, where the line is one of 150; 35 where it is one of 99. */
  readonly before: string;
  readonly after: (max: number) => string;
}

/** What stands above all: of one image, or a line in as many characters as it is told. */
export type Headline = ImageHeadline | ((max: number) => string);

/** `headline` in a line of at most `max` characters, 99 or more. */
export const headlineText = (headline: Headline, image: Image, max: number, markup: Markup): string => {
  if (typeof headline === 'function') return headline(max);
  const { before, after } = headline;
  const room = max - before.length;
  const end = after(room - MIN_NAME);
  return before + imageName(image, room - end.length, markup) + end;
};

/** Such as `: 2 critical, 14 high`, and `end`. */
export const thenCounts =
  (counts: Counts, markup: Markup, end = '') =>
  (max: number): string =>
    `: ${countsText(counts, markup, max - 2 - end.length) || 'nothing'}${end}`;

/** Such as `: CVE-2026-1234 openssl`. */
export const thenIssue =
  (between: string, { vulnerability, packageName }: Issue, markup: Markup) =>
  (max: number): string => {
    const room = max - between.length - 1;
    const name = markup.text(vulnerability, Math.max(20, Math.floor(room / 2)));
    const what = packageName === null ? 'unknown package' : markup.name(packageName, room - name.length);
    return `${between}${name} ${what}`;
  };

/** Such as `: CVE-2026-1234 openssl and 4 more`. */
export const thenWorst =
  ([worst, ...others]: readonly Issue[], markup: Markup) =>
  (max: number): string => {
    if (worst === undefined) return thenCounts({}, markup)(max);
    const end = others.length > 0 ? ` and ${others.length} more` : '';
    return thenIssue(': ', worst, markup)(max - end.length) + end;
  };
