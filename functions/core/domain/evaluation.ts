import type { Image, Instant, Part, Registry } from './image.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy } from './policy.ts';
import type { EvaluationRecord } from './record.ts';
import type { Ask, Sighting } from './sighting.ts';

/** The lineage as the last commit left it. */
export interface Before {
  readonly version: number;
  /** Null where nothing is kept yet. */
  readonly recordKey: string | null;
  /** The policy that last decided. */
  readonly policyHash: string | null;
  readonly heads: readonly Head[];
  readonly ledger: Ledger;
}

/** A lineage of which nothing is known. */
export const NOTHING_BEFORE: Before = {
  version: 0,
  recordKey: null,
  policyHash: null,
  heads: [],
  ledger: EMPTY_LEDGER,
};

/** What every evaluation needs. */
export interface Setting {
  readonly policy: Policy;
  readonly registry: Registry;
  readonly repository: string;
  readonly lineage: string;
  readonly before: Before;
  /** The id of the event that led here. */
  readonly trigger: string;
  readonly at: Instant;
}

export interface Evaluation extends Setting {
  readonly sighting: Sighting;
  /** The parts of the indexes that are known, by the digest of the index. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
}

/**
 * What an evaluation came to. `moved`: the same issues rest on other images now, and nobody is told.
 * `news` is false where only what is kept changed.
 */
export type Evaluated =
  | { readonly kind: 'unchanged'; readonly reason: string }
  | { readonly kind: 'moved'; readonly reason: string; readonly heads: readonly Head[] }
  | { readonly kind: 'changed'; readonly news: boolean; readonly record: EvaluationRecord };

/** The end of an evaluation, or what it needs to know before. */
export type Step = Evaluated | Ask;

/** What is kept of an evaluation. */
export const recordOf = (
  { policy, registry, lineage, before, trigger, at }: Setting,
  image: Image,
  outcome: Pick<EvaluationRecord, 'scans' | 'transitions' | 'alerts' | 'heads' | 'ledger'>,
): EvaluationRecord => ({
  format: 1,
  previous: before.recordKey,
  version: before.version + 1,
  lineage,
  registry,
  at,
  policyHash: policy.hash,
  trigger,
  image,
  origin: null,
  ...outcome,
});
