import { type Issue, toldTo } from './ledger.ts';

/** Whether nothing that `receiver` was told of is open any more. */
export const allOver = (issues: readonly Issue[], receiver: string): boolean =>
  !issues.some((issue) => issue.state === 'open' && toldTo(issue, receiver) !== undefined);
