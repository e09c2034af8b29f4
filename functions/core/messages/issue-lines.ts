import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import { severityName } from './counts.ts';
import { joined, score } from './details.ts';
import type { Line } from './fill.ts';
import { fixText } from './fix.ts';
import { link } from './links.ts';
import { shown } from './shown.ts';

/** Packages on one line: as many as fit a section at their longest. */
const MOST_PACKAGES = 8;

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

const parts = (group: readonly Listed[]): Listed[][] =>
  Array.from({ length: Math.ceil(group.length / MOST_PACKAGES) }, (_, part) =>
    group.slice(part * MOST_PACKAGES, (part + 1) * MOST_PACKAGES),
  );

const text = (listed: readonly Listed[], { issue, note }: Listed, image: Image): string => {
  const name = link(issue.detail.advisory, shown(issue.vulnerability, 80));
  const packages = listed.map((one) => fixText(one.issue, image)).join(', ');
  return joined([`• ${name} ${packages}`, score(issue), note]);
};

const lineOf = (listed: readonly Listed[], image: Image): Line[] => {
  const [first] = listed;
  return first === undefined
    ? []
    : [{ first: first.issue, issues: listed.length, write: () => text(listed, first, image) }];
};

/** The issues by severity and vulnerability, in the order given; packages of one vulnerability share a line. */
export const issueLines = (listed: readonly Listed[], image: Image): Line[] =>
  groups(listed, ({ issue }) => severityName(issue.severity))
    .flatMap((severity) => groups(severity, sameLine))
    .flatMap(parts)
    .flatMap((line) => lineOf(line, image));
