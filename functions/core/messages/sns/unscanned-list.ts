import type { GatheredNews } from '../../domain/alert.ts';
import { imageName } from '../image-name.ts';
import { unscannedText } from '../not-scanned.ts';
import { fitting } from './fitting.ts';
import { PLAIN } from './plain.ts';
import { wrap } from './wrap.ts';

/** Nobody reads on; all of it is in the records. */
const MOST_ROWS = 200;
const MAX_NAME = 200;
/** For the title, and the line that counts the rest. */
const COUNT_BYTES = 200;

const rowOf = (news: GatheredNews): string =>
  wrap(`${imageName(news.image, MAX_NAME, PLAIN)}: ${unscannedText(news, PLAIN)}`, '- ', '  ');

/**
 * The images that are not scanned, a line each; what does not fit is counted.
 *
 * @param maxBytes - inside a JSON string
 */
export const unscannedList = (unscanned: readonly GatheredNews[], maxBytes: number): string[] => {
  if (unscanned.length === 0) return [];
  const rows = unscanned.slice(0, MOST_ROWS).map(rowOf);
  const listed = fitting(rows, (row) => `${row}\n`, maxBytes - COUNT_BYTES);
  const rest = unscanned.length - listed.length;
  return [
    [`NOT SCANNED (${unscanned.length})`, ...listed].join('\n'),
    ...(rest === 0 ? [] : [`${rest} more that ${rest === 1 ? 'is' : 'are'} not scanned, not listed here`]),
  ];
};
