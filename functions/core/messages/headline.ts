import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { Counts } from '../domain/scan.ts';
import { countsText } from './counts.ts';
import { imageName } from './image-name.ts';
import { shown, shownName } from './shown.ts';

/** Slack's limit of a header: https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150;
/** What a notification shows of a message: all that matters is in it. */
const MAX_GLANCE = 100;
/** Whatever else is said, so much is left for an image's name. */
const MIN_NAME = 34;

/** An image's name, and what is said before and after it: `after` is told how many characters it may take. */
export interface Headline {
  readonly before: string;
  readonly after: (max: number) => string;
}

const line = ({ before, after }: Headline, image: Image, max: number): string => {
  const room = max - before.length;
  const end = after(room - MIN_NAME);
  return before + imageName(image, room - end.length) + end;
};

/** `headline` as a header holds it; `before` takes 42 characters at most. */
export const headerLine = (headline: Headline, image: Image): string => line(headline, image, MAX_HEADER);

/** `headline` as a notification shows it; `before` takes 35 characters at most. */
export const glance = (headline: Headline, image: Image): string => line(headline, image, MAX_GLANCE);

/** Such as `: 2 critical, 14 high`. */
export const thenCounts =
  (counts: Counts) =>
  (max: number): string =>
    `: ${countsText(counts, max - 2) || 'nothing'}`;

/** Such as `: CVE-2026-1234 openssl`. */
export const thenIssue =
  (between: string, { vulnerability, packageName }: Issue) =>
  (max: number): string => {
    const room = max - between.length - 1;
    const name = shown(vulnerability, Math.max(20, Math.floor(room / 2)));
    return `${between}${name} ${packageName === null ? 'unknown package' : shownName(packageName, room - name.length)}`;
  };
