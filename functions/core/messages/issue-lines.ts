import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import { severityName } from './counts.ts';
import type { Line } from './fill.ts';
import { fixText } from './fix.ts';
import { link } from './links.ts';
import { shown } from './shown.ts';

/** Packages on one line, and the characters of them after which another line goes on. */
const MOST_PACKAGES = 12;
const LONG_LINE = 800;

/** An issue to list, and what is said of it besides, such as `was HIGH`. */
export interface Listed {
  readonly issue: Issue;
  readonly note: string | null;
}

const groups = (listed: readonly Listed[], alike: (one: Listed) => string): Listed[][] => {
  const found = new Map<string, Listed[]>();
  for (const one of listed) {
    const group = found.get(alike(one));
    if (group === undefined) found.set(alike(one), [one]);
    else group.push(one);
  }
  return [...found.values()];
};

/** What may share a line: one vulnerability that differs in nothing but the package. */
const sameLine = ({ issue: { vulnerability, detail }, note }: Listed): string =>
  JSON.stringify([vulnerability, detail.advisory, detail.cvss?.score ?? null, note]);

/** Ends a group where its line would grow too long. */
const split = (group: readonly Listed[], image: Image): Listed[][] => {
  const lines: Listed[][] = [];
  let length = 0;
  for (const one of group) {
    const last = lines.at(-1);
    if (last === undefined || last.length === MOST_PACKAGES || length > LONG_LINE) {
      lines.push([one]);
      length = 0;
    } else last.push(one);
    length += fixText(one.issue, image).length;
  }
  return lines;
};

const lineOf = (listed: readonly Listed[], image: Image): Line[] => {
  const [first] = listed;
  if (first === undefined) return [];
  const { vulnerability, detail } = first.issue;
  const packages = listed.map(({ issue }) => fixText(issue, image)).join(', ');
  const score = detail.cvss === null ? [] : [`CVSS ${detail.cvss.score.toFixed(1)}`];
  const parts = [`• ${link(detail.advisory, shown(vulnerability, 80))} ${packages}`, ...score, first.note ?? []].flat();
  return [{ first: first.issue, issues: listed.length, text: parts.join(' · ') }];
};

/** The issues by severity and vulnerability, in the order given; packages of one vulnerability share a line. */
export const issueLines = (listed: readonly Listed[], image: Image): Line[] =>
  groups(listed, ({ issue }) => severityName(issue.severity))
    .flatMap((severity) => groups(severity, sameLine))
    .flatMap((group) => split(group, image))
    .flatMap((line) => lineOf(line, image));
