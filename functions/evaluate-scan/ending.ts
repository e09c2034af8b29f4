import type { Conclusion } from './conclude.ts';
import type { Ended, Ending } from './world.ts';

/** What an event was about. */
interface About {
  readonly repository: string;
  readonly digest?: string;
}

/** How an event ended that came to a conclusion. */
export const ended = (about: About, conclusion: Conclusion | 'conflict'): Ended | 'conflict' => {
  if (conclusion === 'conflict') return conclusion;
  const { news, reason, recordKey } = conclusion;
  const outcome = news ? { outcome: 'evaluated' as const, reason: null } : { outcome: 'unchanged' as const, reason };
  return { kind: 'ended', outcome: { ...outcome, ...about, ...(recordKey !== null && { recordKey }) } };
};

/** An event that says something to several lineages waits with the one that waits, and is news where it is to one. */
export const together = (a: Ending, b: Ending): Ending => {
  if (a.kind === 'later' || b.kind === 'later') return a.kind === 'later' ? a : b;
  return WEIGHT[b.outcome.outcome] > WEIGHT[a.outcome.outcome] ? b : a;
};

const WEIGHT = { ignored: 0, coalesced: 1, unchanged: 1, evaluated: 2, 'dead-letter': 3 };
