import type { Scan } from './scan.ts';

/** What an answer about a scan is worth. Not scanned is never read as clean. */
export type Verdict =
  | Settled
  /** Ask again, so many seconds from now. */
  | { readonly kind: 'wait'; readonly afterSeconds: number; readonly reason: string };

/** A verdict that an evaluation can rest on. `scan` is null where the registry has none. */
export type Settled =
  | { readonly kind: 'complete'; readonly scan: Scan }
  | {
      readonly kind: 'unscanned';
      readonly scan: Scan | null;
      readonly status: string;
      readonly description: string | null;
    };

/** COMPLETE: basic, and enhanced on push. ACTIVE: enhanced continuous. */
const COMPLETE: ReadonlySet<string> = new Set(['COMPLETE', 'ACTIVE']);
const UNDERWAY: ReadonlySet<string> = new Set(['IN_PROGRESS', 'PENDING']);

/** When to ask again, in seconds after the first answer. */
const ASK_AGAIN_SECONDS = [60, 300, 900];
/** Clocks of SQS and Lambda differ; a message that is back a little early has waited. */
const TOLERANCE_SECONDS = 5;

/**
 * Judges an answer.
 *
 * @param scan - a scan, or why there is none
 * @param counted - how many findings the event counted; 0 where it counted none or did not say
 * @param waitedSeconds - since the first answer about this event
 */
export const judge = (scan: Scan | { readonly missing: string }, counted: number, waitedSeconds: number): Verdict => {
  if ('missing' in scan) {
    return waitOr(waitedSeconds, scan.missing, unscanned(null, 'SCAN_NOT_FOUND', scan.missing));
  }
  const { status, description, findings } = scan;
  if (UNDERWAY.has(status)) return waitOr(waitedSeconds, `the scan is ${status}`, unscanned(scan, status, description));
  if (!COMPLETE.has(status)) return unscanned(scan, status, description);
  if (counted === 0 || findings.length > 0) return { kind: 'complete', scan };
  const reason = `the event counted ${counted} findings, ECR lists none`;
  return waitOr(waitedSeconds, reason, unscanned(scan, 'FINDINGS_UNAVAILABLE', reason));
};

const unscanned = (scan: Scan | null, status: string, description: string | null): Settled => ({
  kind: 'unscanned',
  scan,
  status,
  description,
});

const waitOr = (waited: number, reason: string, otherwise: Settled): Verdict => {
  const next = ASK_AGAIN_SECONDS.find((seconds) => seconds > waited + TOLERANCE_SECONDS);
  return next === undefined ? otherwise : { kind: 'wait', afterSeconds: Math.ceil(next - waited), reason };
};
