import { countBySeverity } from './count.ts';
import type { Image, Instant, Registry } from './image.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import { type Head, linesLedBy } from './lineage.ts';
import type { Policy } from './policy.ts';
import type { EvaluationRecord } from './record.ts';
import type { Scan } from './scan.ts';

/** The lineage as the last commit left it. */
export interface Before {
  readonly version: number;
  readonly recordKey: string;
  readonly heads: readonly Head[];
  readonly ledger: Ledger;
}

export interface Evaluation {
  readonly policy: Policy;
  readonly registry: Registry;
  readonly lineage: string;
  /** The lines of the image, at least one. */
  readonly lines: readonly string[];
  readonly image: Image;
  readonly before: Before | null;
  /** The id of the event that led here. */
  readonly trigger: string;
  readonly at: Instant;
}

/** What an evaluation came to. `news` is false where the same issues only rest on another image now. */
export type Evaluated =
  | { readonly kind: 'unchanged'; readonly reason: string }
  | { readonly kind: 'changed'; readonly news: boolean; readonly record: EvaluationRecord };

/** An evaluation of an image that leads at least one of its lines: an older one changes nothing. */
export interface Leading {
  readonly led: readonly string[];
  readonly heads: readonly Head[];
  readonly ledger: Ledger;
}

/** What the evaluation starts from; null where a newer image is head of each of the lines. */
export const leadingOf = ({ image, lines, before }: Evaluation): Leading | null => {
  const heads = before?.heads ?? [];
  const led = linesLedBy(image, lines, heads);
  return led.length === 0 ? null : { led, heads, ledger: before?.ledger ?? EMPTY_LEDGER };
};

/** What is kept of the evaluation. */
export const recordOf = (
  { policy, registry, lineage, image, before, trigger, at }: Evaluation,
  scan: Scan | null,
  outcome: Pick<EvaluationRecord, 'transitions' | 'alerts' | 'heads' | 'ledger'>,
): EvaluationRecord => ({
  format: 1,
  previous: before?.recordKey ?? null,
  version: (before?.version ?? 0) + 1,
  lineage,
  registry,
  at,
  policyHash: policy.hash,
  trigger,
  image,
  scan: scanOf(scan),
  ...outcome,
});

const scanOf = (scan: Scan | null): EvaluationRecord['scan'] => {
  if (scan === null) return null;
  const { engine, status, description, completedAt, findings } = scan;
  return { engine, status, description, completedAt, counts: countBySeverity(findings) };
};
