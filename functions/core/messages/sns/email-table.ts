import type { GatheredSummary, RoundUpAlert } from '../../domain/alert.ts';
import type { Counts } from '../../domain/scan.ts';
import { isKnown, isUnrated } from '../../domain/severity.ts';
import { countsText, sumOf, total } from '../counts.ts';
import { manyMore } from '../gathered.ts';
import { imageName, SHORTEST_NAME } from '../image-name.ts';
import { bytesInJson } from './bytes.ts';
import { fitting } from './fitting.ts';
import { PLAIN } from './plain.ts';
import { unscannedList } from './unscanned-list.ts';
import { WIDTH, wrap } from './wrap.ts';

/** Nobody reads on; all of it is in the record. */
const MOST_ROWS = 200;
/** For the line that counts the rest. */
const COUNT_BYTES = 1000;
const GAP = '  ';

const WORST_FIRST = ['critical', 'unknown', 'high', 'medium', 'low', 'info', 'unrated'] as const;
/** More would leave no room for names. */
const MOST_SEVERITIES = 3;

interface Column {
  readonly title: string;
  readonly count: (each: GatheredSummary) => number;
}

const severityColumn = (severity: string): string => {
  if (isUnrated(severity)) return 'unrated';
  if (!isKnown(severity)) return 'unknown';
  return severity === 'INFORMATIONAL' ? 'info' : severity.toLowerCase();
};

const countIn = (counts: Counts, titles: readonly string[]): number =>
  total(Object.fromEntries(Object.entries(counts).filter(([severity]) => titles.includes(severityColumn(severity)))));

/** Those in which anything is counted; that nothing is critical is said, too. */
const columnsOf = (gathered: readonly GatheredSummary[]): Column[] => {
  const all = sumOf(gathered.map(({ issues }) => issues));
  const titles = WORST_FIRST.filter((title) => title === 'critical' || countIn(all, [title]) > 0);
  const others = titles.slice(MOST_SEVERITIES);
  const isAnyBelow = gathered.some(({ below }) => total(below) > 0);
  return [
    ...titles.slice(0, MOST_SEVERITIES).map((title) => ({ title, count: countOf([title]) })),
    ...(others.length > 0 ? [{ title: 'others', count: countOf(others) }] : []),
    ...(isAnyBelow ? [{ title: 'below', count: ({ below }: GatheredSummary) => total(below) }] : []),
  ];
};

const countOf =
  (titles: readonly string[]) =>
  ({ issues }: GatheredSummary): number =>
    countIn(issues, titles);

/** The title and a row each: numbers stand first, where what is in names cannot move them. */
const linesOf = (gathered: readonly GatheredSummary[]): [title: string, ...rows: string[]] => {
  const columns = columnsOf(gathered).map(({ title, count }) => {
    const cells = gathered.map((each) => String(count(each)));
    const width = Math.max(title.length, ...cells.map(({ length }) => length));
    return { title: title.padStart(width), cells: cells.map((cell) => cell.padStart(width)), width };
  });
  const left = columns.reduce((room, { width }) => room - width - GAP.length, WIDTH);
  const names = gathered.map(({ image }) => imageName(image, Math.max(left, SHORTEST_NAME), PLAIN));
  const rows = names.map((name, at) => [...columns.map(({ cells }) => cells[at]), name].join(GAP));
  return [columns.map(({ title }) => title).join(GAP), ...rows];
};

const countTable = (gathered: readonly GatheredSummary[], maxBytes: number): string[] => {
  if (gathered.length === 0) return [];
  const lines = linesOf(gathered.slice(0, MOST_ROWS));
  const listed = fitting(lines, (line) => `${line}\n`, maxBytes - COUNT_BYTES);
  const rest = gathered.slice(listed.length - 1);
  const counts = countsText(sumOf(rest.map(({ issues }) => issues)), PLAIN) || 'nothing';
  const more = `${manyMore(rest.length, gathered)} not listed here: ${counts}`;
  return [listed.join('\n'), ...(rest.length === 0 ? [] : [wrap(more)])];
};

/**
 * The images that a round-up gathers as a table, worst first, and those that are not scanned; what does not fit is counted.
 *
 * @param maxBytes - inside a JSON string
 */
export const emailTable = ({ gathered, unscanned }: RoundUpAlert, maxBytes: number): string[] => {
  const notScanned = unscannedList(unscanned, maxBytes / 2);
  return [...countTable(gathered, maxBytes - bytesInJson(notScanned.join('\n\n'))), ...notScanned];
};
