import { compareText } from './compare-text.ts';
import type { Issue } from './ledger.ts';
import { rank, type Severity } from './severity.ts';

/** An issue, by its index in the ledger. */
export interface Ranked {
  readonly index: number;
  readonly issue: Issue;
  /** Of its severity. */
  readonly rank: number;
}

/** By rank, then what is exploited, then what can be fixed, then by scores; ties by name, so that there is one order. */
export const worstFirst = <R extends Ranked>(ranked: readonly R[]): readonly R[] =>
  ranked.toSorted((a, b) => b.rank - a.rank || compareIssues(a.issue, b.issue));

/** Those of `indexes`. */
export const ranked = (issues: readonly Issue[], indexes: Iterable<number>, unratedAs: Severity): readonly Ranked[] =>
  [...indexes].flatMap((index) => {
    const issue = issues[index];
    return issue === undefined ? [] : [{ index, issue, rank: rank(issue.severity, unratedAs) }];
  });

const compareIssues = (a: Issue, b: Issue): number =>
  Number(b.detail.exploited === true) - Number(a.detail.exploited === true) ||
  Number(b.detail.fixable === true) - Number(a.detail.fixable === true) ||
  (b.detail.epss ?? 0) - (a.detail.epss ?? 0) ||
  (b.detail.cvss?.score ?? 0) - (a.detail.cvss?.score ?? 0) ||
  compareText(a.vulnerability, b.vulnerability) ||
  compareText(a.packageName ?? '', b.packageName ?? '');
