import { compareText } from './compare-text.ts';
import type { Issue } from './ledger.ts';
import { rank, type Severity } from './severity.ts';

/** An open issue, by its index in the ledger. */
export interface Ranked {
  readonly index: number;
  readonly issue: Issue;
  /** Of its severity. */
  readonly rank: number;
}

/** The open issues by rank, then what can be fixed, then score; ties by name, so that there is one order. */
export const worstFirst = (issues: readonly Issue[], unratedAs: Severity): readonly Ranked[] =>
  issues
    .map((issue, index) => ({ index, issue, rank: rank(issue.severity, unratedAs) }))
    .filter(({ issue }) => issue.state === 'open')
    .sort((a, b) => b.rank - a.rank || compareIssues(a.issue, b.issue));

const compareIssues = (a: Issue, b: Issue): number =>
  Number(a.detail.fixedIn === null) - Number(b.detail.fixedIn === null) ||
  (b.detail.cvss?.score ?? 0) - (a.detail.cvss?.score ?? 0) ||
  compareText(a.vulnerability, b.vulnerability) ||
  compareText(a.packageName ?? '', b.packageName ?? '');
