import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { Counts } from '../domain/scan.ts';
import { countsText } from './counts.ts';
import { imageName } from './image-name.ts';
import type { Markup } from './markup.ts';

/** Whatever else is said, so much is left for an image's name. */
const MIN_NAME = 34;

/** An image's name, and what is said before and after it: `after` is told how many characters it may take. */
export interface Headline {
  /** 42 characters at most, where the line is one of 150; 35 where it is one of 99. */
  readonly before: string;
  readonly after: (max: number) => string;
}

/** `headline` in a line of at most `max` characters, 99 or more. */
export const headlineText = ({ before, after }: Headline, image: Image, max: number, markup: Markup): string => {
  const room = max - before.length;
  const end = after(room - MIN_NAME);
  return before + imageName(image, room - end.length, markup) + end;
};

/** Such as `: 2 critical, 14 high`. */
export const thenCounts =
  (counts: Counts, markup: Markup) =>
  (max: number): string =>
    `: ${countsText(counts, markup, max - 2) || 'nothing'}`;

/** Such as `: CVE-2026-1234 openssl`. */
export const thenIssue =
  (between: string, { vulnerability, packageName }: Issue, markup: Markup) =>
  (max: number): string => {
    const room = max - between.length - 1;
    const name = markup.text(vulnerability, Math.max(20, Math.floor(room / 2)));
    const what = packageName === null ? 'unknown package' : markup.name(packageName, room - name.length);
    return `${between}${name} ${what}`;
  };
