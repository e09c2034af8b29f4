import type { Alert } from '../../functions/core/domain/alert.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';

/** The issues that an alert names, worst first. */
export interface AlertIssues {
  readonly issues: readonly Issue[];
  readonly fixable: readonly Issue[];
  readonly resolved: readonly Issue[];
  readonly unobserved: readonly Issue[];
}

export const issuesOf = (alert: Alert, ledger: readonly Issue[]): AlertIssues => {
  const at = (indexes: readonly number[]): readonly Issue[] => indexes.flatMap((index) => ledger[index] ?? []);
  const over = alert.kind === 'changes' ? alert : { fixable: [], resolved: [], unobserved: [] };
  return {
    issues: at('issues' in alert ? alert.issues : []),
    fixable: at(over.fixable),
    resolved: at(over.resolved),
    unobserved: at(over.unobserved),
  };
};
