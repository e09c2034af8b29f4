import type { Because, GatheredNews, GatheredSummary } from './alert.ts';
import { compareText } from './compare-text.ts';
import { countBySeverity } from './count.ts';
import type { Instant } from './image.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import type { Policy } from './policy.ts';
import type { EvaluationRecord } from './record.ts';
import type { Counts } from './scan.ts';
import { rank, type Severity } from './severity.ts';

/** What the record of a round-up has for its lineage. */
const ROUND_UP = 'round-up';

/** What a record has for one receiver that waited, as far as a round-up tells it. */
export interface Waited {
  /** Of the record. */
  readonly version: number;
  readonly counts: readonly GatheredSummary[];
  readonly news: readonly GatheredNews[];
  readonly because: readonly Because[];
  readonly registry: EvaluationRecord['registry'];
}

/** What `receiver` is told in a record of issues, and that an image or its repository is not scanned; null where it is neither. */
export const waitedOf = (record: EvaluationRecord, recordKey: string, receiver: string): Waited | null => {
  const { version, lineage, image, ledger, registry } = record;
  const own = record.alerts.filter((alert) => alert.receiver === receiver);
  // Of a lineage with several lines the first sweep counts one first, and what the others have besides after it.
  const counted = own.filter((alert) => alert.kind === 'summary' || alert.kind === 'changes');
  const scanNews = own.filter((alert) => alert.kind === 'scan-news');
  const posture = own.filter((alert) => alert.kind === 'posture-news');
  if (counted.length + scanNews.length + posture.length === 0) return null;
  const place = { recordKey, lineage, image };
  return {
    version,
    counts: counted.map(({ issues, below }) => ({
      ...place,
      issues: countBySeverity(issues.flatMap((index) => ledger.issues[index] ?? [])),
      below,
    })),
    news: [
      ...scanNews.map(({ status, description }) => ({ ...place, status, description })),
      ...posture.map(({ frequency }) => ({ ...place, status: frequency, description: null })),
    ],
    because: [...counted, ...scanNews, ...posture].flatMap(({ because }) => because),
    registry,
  };
};

/** The record of a round-up: one alert to one receiver, that lists what it gathers; null where that is nothing. */
export const roundUp = (
  { hash, unratedAs }: Pick<Policy, 'hash' | 'unratedAs'>,
  receiver: string,
  waited: readonly Waited[],
  at: Instant,
): EvaluationRecord | null => {
  const gathered = byLineage(waited).sort((a, b) => compareCounts(a, b, unratedAs));
  const unscanned = waited.flatMap(({ news }) => news).sort(compareNews);
  const [first] = [...gathered, ...unscanned];
  const [{ registry } = {}] = waited;
  if (first === undefined || registry === undefined) return null;
  const routes = new Map(waited.flatMap(({ because }) => because).map((each) => [each.route, each]));
  const because = [...routes.values()].sort((a, b) => a.route - b.route);
  return {
    format: 1,
    previous: null,
    version: 1,
    lineage: ROUND_UP,
    registry,
    at,
    policyHash: hash,
    trigger: `${ROUND_UP} ${receiver} ${at}`,
    image: first.image,
    origin: null,
    scans: [],
    transitions: [],
    alerts: [{ kind: 'round-up', receiver, because, mention: [], gathered, unscanned }],
    heads: [],
    ledger: EMPTY_LEDGER,
  };
};

/** One row a lineage: all that is told of it, and the image that was counted last. */
const byLineage = (waited: readonly Waited[]): GatheredSummary[] => {
  const rows = new Map<string, GatheredSummary>();
  const inOrder = waited.toSorted((a, b) => a.version - b.version);
  for (const count of inOrder.flatMap(({ counts }) => counts)) {
    const before = rows.get(count.lineage)?.issues ?? {};
    rows.set(count.lineage, { ...count, issues: sumOf(before, count.issues) });
  }
  return [...rows.values()];
};

const sumOf = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(
    Object.keys({ ...a, ...b }).map((severity) => [severity, (a[severity] ?? 0) + (b[severity] ?? 0)]),
  );

const compareNews = (a: GatheredNews, b: GatheredNews): number =>
  compareText(a.lineage, b.lineage) || compareText(a.recordKey, b.recordKey);

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
