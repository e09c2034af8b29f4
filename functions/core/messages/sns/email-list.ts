import { countBySeverity } from '../../domain/count.ts';
import type { Image } from '../../domain/image.ts';
import type { Counts } from '../../domain/scan.ts';
import { countsText, severityTitle, total } from '../counts.ts';
import { joined } from '../details.ts';
import { fixText } from '../fix.ts';
import { webAddress } from '../links.ts';
import { type Listed, type Row, rowsOf } from '../listed.ts';
import { risks } from '../risk.ts';
import { bytesInJson } from './bytes.ts';
import { PLAIN } from './plain.ts';
import { wrap } from './wrap.ts';

/** Nobody reads on; all of it is in the record. */
const MOST_ROWS = 200;
/** As many of the worst as are looked at to make those rows. */
const MOST_ISSUES = 1600;
/** A longer address would crowd out what is told. */
const MAX_URL = 500;
/** For the line that counts the rest. */
const COUNT_BYTES = 1000;

const issuesOf = (listed: readonly Listed[]) => listed.map(({ issue }) => issue);

const titleOf = ([{ issue }]: Row): string => severityTitle(issue.severity, PLAIN);

const rowText = (row: Row, image: Image): string => {
  const [{ issue, note }] = row;
  const packages = row.map((one) => fixText(one.issue, image, PLAIN)).join(', ');
  const text = joined([`${PLAIN.text(issue.vulnerability, 80)} ${packages}`, ...risks(issue), note]);
  const address = webAddress(issue.detail.advisory);
  const links = address === null || address.length > MAX_URL ? [] : [`  ${address}`];
  return [wrap(text, '- ', '  '), ...links].join('\n');
};

/** As many of `rows` as `maxBytes` hold, below the title of their severity. */
const fill = (rows: readonly Row[], image: Image, maxBytes: number) => {
  const lists = new Map<string, string[]>();
  let left = maxBytes;
  let count = 0;
  for (const row of rows) {
    const title = titleOf(row);
    const text = rowText(row, image);
    left -= bytesInJson(`${lists.has(title) ? '' : `\n\n${title} (100000)`}\n${text}`);
    if (left < 0) break;
    lists.set(title, [...(lists.get(title) ?? []), text]);
    count += 1;
  }
  return { lists, listed: rows.slice(0, count).flat() };
};

/** How many there are of a severity, listed or not, by its title. */
const sizeOf = (title: string, counts: Counts): number =>
  Object.entries(counts)
    .filter(([severity]) => severityTitle(severity, PLAIN) === title)
    .reduce((sum, [, count]) => sum + count, 0);

const countLine = (all: Counts, listed: Counts): string[] => {
  const rest = Object.fromEntries(
    Object.entries(all).map(([severity, count]) => [severity, count - (listed[severity] ?? 0)]),
  );
  return total(rest) === 0 ? [] : [wrap(`${total(rest)} more not listed here: ${countsText(rest, PLAIN)}`)];
};

/**
 * The issues, a paragraph each severity, worst first; what does not fit is counted.
 *
 * @param maxBytes - inside a JSON string
 */
export const emailList = (listed: readonly Listed[], image: Image, maxBytes: number): string[] => {
  const counts = countBySeverity(issuesOf(listed));
  const rows = rowsOf(listed.slice(0, MOST_ISSUES), PLAIN).slice(0, MOST_ROWS);
  const filled = fill(rows, image, maxBytes - COUNT_BYTES);
  const paragraphs = [...filled.lists].map(([title, lines]) => [`${title} (${sizeOf(title, counts)})`, ...lines]);
  return [
    ...paragraphs.map((lines) => lines.join('\n')),
    ...countLine(counts, countBySeverity(issuesOf(filled.listed))),
  ];
};
