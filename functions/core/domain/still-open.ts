import { type Issue, toldTo } from './ledger.ts';
import type { Severity } from './severity.ts';
import { type Ranked, ranked, worstFirst } from './worst-first.ts';

/** What `receiver` was told of and is open still, worst first. */
export const stillOpen = (issues: readonly Issue[], receiver: string, unratedAs: Severity): readonly Ranked[] =>
  worstFirst(
    ranked(issues, issues.keys(), unratedAs).filter(
      ({ issue }) => issue.state === 'open' && toldTo(issue, receiver) !== undefined,
    ),
  );
