import type { Issue } from '../domain/ledger.ts';
import { severityName } from './counts.ts';
import type { Markup } from './markup.ts';
import { risks } from './risk.ts';

/** Packages on one line: as many as fit a section of Slack's at their longest. */
const MOST_PACKAGES = 8;

/** An issue to list, and what is said of it besides, such as `was HIGH`. */
export interface Listed {
  readonly issue: Issue;
  readonly note: string | null;
}

/** Issues that share a line; never empty. */
export type Row = readonly [Listed, ...Listed[]];

const groups = (listed: readonly Listed[], alike: (one: Listed) => string): Row[] => {
  const found = new Map<string, [Listed, ...Listed[]]>();
  for (const one of listed) {
    const key = alike(one);
    const group = found.get(key);
    if (group === undefined) found.set(key, [one]);
    else group.push(one);
  }
  return [...found.values()];
};

/** What may share a line: one vulnerability that differs in nothing but the package. */
const sameRow = ({ issue, note }: Listed): string => {
  const { vulnerability, detail } = issue;
  return JSON.stringify([vulnerability, detail.advisory, risks(issue), note]);
};

const parts = (row: Row): Row[] =>
  row.flatMap((first, at): Row[] => {
    const part: Row = [first, ...row.slice(at + 1, at + MOST_PACKAGES)];
    return at % MOST_PACKAGES === 0 ? [part] : [];
  });

/** The issues by severity and vulnerability, in the order given; packages of one vulnerability share a row. */
export const rowsOf = (listed: readonly Listed[], markup: Markup): Row[] =>
  groups(listed, ({ issue }) => severityName(issue.severity, markup))
    .flatMap((severity) => groups(severity, sameRow))
    .flatMap(parts);
