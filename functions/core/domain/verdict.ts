import type { Instant } from './image.ts';
import type { Scan } from './scan.ts';
import { meaningOf } from './scan-status.ts';

/** What an answer about a scan is worth. Not scanned is never read as clean. */
export type Verdict = Settled | Unsettled;

/** A verdict that an evaluation can rest on. `scan` is null where the registry has none. */
export type Settled =
  | { readonly kind: 'complete'; readonly scan: Scan }
  | {
      readonly kind: 'unscanned';
      readonly scan: Scan | null;
      readonly status: string;
      readonly description: string | null;
    };

/** A verdict that says nothing yet. `otherwise` is what it is worth once nobody waits any more. */
export type Unsettled =
  /** Ask again, so many seconds from now. */
  | {
      readonly kind: 'wait';
      readonly afterSeconds: number;
      readonly reason: string;
      readonly otherwise: Settled;
    }
  /** The scan takes as long as it takes: minutes, or a day. */
  | { readonly kind: 'underway'; readonly status: string; readonly reason: string; readonly otherwise: Settled };

/** When to ask again, in seconds after the first answer. */
const ASK_AGAIN_SECONDS = [60, 300, 900];
/** Clocks of SQS and Lambda differ; a message that is back a little early has waited. */
const TOLERANCE_SECONDS = 5;
/** So long after its push an enhanced scan may be COMPLETE before its findings are there: https://github.com/aws/aws-sdk/issues/289 */
const YOUNG_SECONDS = 30 * 60;

/**
 * Judges an answer.
 *
 * @param answer - a scan, or why there is none
 * @param counted - how many findings the event counted; 0 where it counted none or did not say
 * @param waitedSeconds - since the first answer about this event
 * @param ageSeconds - since the image was pushed
 */
export const judge = (
  answer: Scan | { readonly missing: string },
  counted: number,
  waitedSeconds: number,
  ageSeconds = Number.POSITIVE_INFINITY,
): Verdict => {
  if ('missing' in answer)
    return waitOr(waitedSeconds, answer.missing, unscanned(null, 'SCAN_NOT_FOUND', answer.missing));
  const { status, description } = answer;
  const meaning = meaningOf(status, description);
  if (meaning === 'complete') return judgeComplete(answer, counted, waitedSeconds, ageSeconds);
  const otherwise = unscanned(answer, status, description);
  return meaning === 'not-yet' ? { kind: 'underway', status, reason: `the scan is ${status}`, otherwise } : otherwise;
};

/** Whether its findings are there. */
const judgeComplete = (scan: Scan, counted: number, waited: number, ageSeconds: number): Verdict => {
  const complete: Settled = { kind: 'complete', scan };
  if (scan.findings.length > 0) return complete;
  if (counted > 0) {
    const reason = `ECR lists no findings: the event counted ${counted}`;
    return waitOr(waited, reason, unscanned(scan, 'FINDINGS_UNAVAILABLE', reason));
  }
  return scan.engine === 'enhanced' && !scan.counted && ageSeconds < YOUNG_SECONDS
    ? waitOr(waited, 'it was just pushed, and ECR neither lists nor counts findings', complete)
    : complete;
};

/** What an answer is worth that nobody waits for any more. */
export const overdue = ({ otherwise, reason }: Unsettled, since: Instant): Settled => {
  if (otherwise.kind === 'complete') return otherwise;
  const [said] = (otherwise.description ?? reason).split(':', 1);
  return {
    ...otherwise,
    description: `${said}: awaited since ${since.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ')} UTC`,
  };
};

const unscanned = (scan: Scan | null, status: string, description: string | null): Settled => ({
  kind: 'unscanned',
  scan,
  status,
  description,
});

const waitOr = (waited: number, reason: string, otherwise: Settled): Verdict => {
  const next = ASK_AGAIN_SECONDS.find((seconds) => seconds > waited + TOLERANCE_SECONDS);
  return next === undefined ? otherwise : { kind: 'wait', afterSeconds: Math.ceil(next - waited), reason, otherwise };
};
