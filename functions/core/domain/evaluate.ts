import { evaluateComplete } from './evaluate-complete.ts';
import { evaluateUnscanned } from './evaluate-unscanned.ts';
import { type Evaluated, type Evaluation, leadingOf } from './evaluation.ts';
import type { Settled } from './verdict.ts';

/** Compares a scan with what was known, decides who is told, and says what to keep of it. */
export const evaluate = (evaluation: Evaluation, verdict: Settled): Evaluated => {
  const leading = leadingOf(evaluation);
  if (leading === null) return { kind: 'unchanged', reason: 'a newer image is head of each of its lines' };
  return verdict.kind === 'complete'
    ? evaluateComplete(evaluation, leading, verdict.scan)
    : evaluateUnscanned(evaluation, leading, verdict);
};
