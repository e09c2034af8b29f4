import type { Alert } from './alert.ts';
import { type Compared, type Concern, type Concerned, concerns } from './concern.ts';
import { countBySeverity } from './count.ts';
import type { Instant } from './image.ts';
import type { Issue } from './ledger.ts';
import type { Policy } from './policy.ts';
import { becauseOf } from './route.ts';
import { rank } from './severity.ts';

interface Decided {
  readonly alerts: readonly Alert[];
  /** The same issues, with what their receivers are told now. */
  readonly issues: readonly Issue[];
}

/**
 * Who is told what of the open issues.
 *
 * A receiver is told of an issue when a route of its starts to hold, and of an escalation above the highest rank it was
 * told while one holds. What it was told before, and what is below its thresholds, is counted.
 *
 * @param first - whether this is the first complete scan of the lineage: then each receiver gets one summary
 */
export const decide = (compared: Compared, first: boolean, at: Instant): Decided => {
  const issues = [...compared.issues];
  const alerts = concerns(compared).flatMap(({ receiver, concerned }) => {
    for (const { index, issue } of being(concerned, 'news', 'started')) {
      const told = { at, rank: rank(issue.severity, compared.policy.unratedAs) };
      issues[index] = { ...issue, told: { ...issues[index]?.told, [receiver]: told } };
    }
    return alertOf(compared.policy, receiver, concerned, first);
  });
  return { alerts, issues };
};

const alertOf = (
  policy: Policy,
  receiver: string,
  concerned: readonly Concerned[],
  first: boolean,
): readonly Alert[] => {
  const news = being(concerned, 'news');
  const started = being(concerned, 'started');
  if (news.length === 0 && started.length === 0) return [];
  const isSummary = first || news.length === 0;
  const listed = isSummary ? being(concerned, 'news', 'started') : news;
  const to = {
    receiver,
    because: routesOf(listed).flatMap((route) => becauseOf(policy, route)),
    mention: [...new Set(routesOf(news).flatMap((route) => policy.routes[route]?.mention ?? []))],
    issues: worstFirst(policy, listed),
    below: count(being(concerned, 'below')),
  };
  if (isSummary) return [{ kind: 'summary', first, ...to }];
  return [{ kind: 'changes', ...to, alsoYours: count(started), toldBefore: count(being(concerned, 'toldBefore')) }];
};

const being = (concerned: readonly Concerned[], ...which: readonly Concern[]): readonly Concerned[] =>
  concerned.filter(({ concern }) => which.includes(concern));

/** The routes that hold for one of them, in the order of the file. */
const routesOf = (concerned: readonly Concerned[]): readonly number[] =>
  [...new Set(concerned.flatMap(({ routes }) => routes))].sort((a, b) => a - b);

const count = (concerned: readonly Concerned[]) => countBySeverity(concerned.map(({ issue }) => issue));

/** Their indexes by rank, then what can be fixed, then score; ties by name, so that there is one order. */
const worstFirst = ({ unratedAs }: Policy, concerned: readonly Concerned[]): readonly number[] =>
  concerned
    .map(({ index, issue }) => ({ index, sortKey: sortKeyOf(issue, rank(issue.severity, unratedAs)) }))
    .sort((a, b) => compareKeys(a.sortKey, b.sortKey))
    .map(({ index }) => index);

type SortKey = readonly (number | string)[];

const sortKeyOf = ({ vulnerability, packageName, detail }: Issue, severityRank: number): SortKey => [
  -severityRank,
  detail.fixedIn === null ? 1 : 0,
  -(detail.cvss?.score ?? 0),
  vulnerability,
  packageName ?? '',
];

const compareKeys = (a: SortKey, b: SortKey): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
};
