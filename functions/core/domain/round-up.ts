import type { Because, GatheredSummary, SummaryAlert } from './alert.ts';
import { compareText } from './compare-text.ts';
import { countBySeverity } from './count.ts';
import type { Instant } from './image.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import type { Policy } from './policy.ts';
import type { EvaluationRecord } from './record.ts';
import { rank, type Severity } from './severity.ts';

/** What the record of a round-up has for its lineage. */
const ROUND_UP = 'round-up';

/** A first count, as far as a round-up tells it. */
export interface FirstCount {
  readonly summary: GatheredSummary;
  readonly because: readonly Because[];
  readonly registry: EvaluationRecord['registry'];
}

/** The first count of `receiver` in a record; null where it has none. */
export const firstCountOf = (record: EvaluationRecord, recordKey: string, receiver: string): FirstCount | null => {
  const alert = record.alerts.find(
    (each): each is SummaryAlert => each.kind === 'summary' && each.receiver === receiver,
  );
  if (alert === undefined) return null;
  const { lineage, image, ledger, registry } = record;
  const issues = countBySeverity(alert.issues.flatMap((index) => ledger.issues[index] ?? []));
  return { summary: { recordKey, lineage, image, issues, below: alert.below }, because: alert.because, registry };
};

/** The record of a round-up: one alert to one receiver, that lists what it gathers; null where that is nothing. */
export const roundUp = (
  { hash, unratedAs }: Pick<Policy, 'hash' | 'unratedAs'>,
  receiver: string,
  counts: readonly FirstCount[],
  at: Instant,
): EvaluationRecord | null => {
  const worstFirst = counts.toSorted((a, b) => compareCounts(a.summary, b.summary, unratedAs));
  const [worst] = worstFirst;
  if (worst === undefined) return null;
  const routes = new Map(worstFirst.flatMap(({ because }) => because).map((each) => [each.route, each]));
  const because = [...routes.values()].sort((a, b) => a.route - b.route);
  const gathered = worstFirst.map(({ summary }) => summary);
  return {
    format: 1,
    previous: null,
    version: 1,
    lineage: ROUND_UP,
    registry: worst.registry,
    at,
    policyHash: hash,
    trigger: `${ROUND_UP} ${receiver} ${at}`,
    image: worst.summary.image,
    scans: [],
    transitions: [],
    alerts: [{ kind: 'round-up', receiver, because, mention: [], gathered }],
    heads: [],
    ledger: EMPTY_LEDGER,
  };
};

/** By the number of the worst, then of the next, and so on; ties by name. */
const compareCounts = (a: GatheredSummary, b: GatheredSummary, unratedAs: Severity): number => {
  const [ofA, ofB] = [byRank(a, unratedAs), byRank(b, unratedAs)];
  const different = ofA.findLastIndex((count, at) => count !== ofB[at]);
  return different === -1 ? compareText(a.lineage, b.lineage) : (ofB[different] ?? 0) - (ofA[different] ?? 0);
};

const byRank = ({ issues }: GatheredSummary, unratedAs: Severity): readonly number[] => {
  const counts = [0, 0, 0, 0, 0];
  for (const [severity, count] of Object.entries(issues)) {
    const at = rank(severity, unratedAs);
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
};
