import type { Image, Instant } from '../../functions/core/domain/image.ts';
import type { Issue, Occurrence } from '../../functions/core/domain/ledger.ts';
import type { Head } from '../../functions/core/domain/lineage.ts';
import type { Origin } from '../../functions/core/domain/origin.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { rank, type Severity } from '../../functions/core/domain/severity.ts';
import { ranked, worstFirst } from '../../functions/core/domain/worst-first.ts';
import type { KnownImage, LineageItem } from '../../functions/core/ports/lineages.ts';
import { type NotScanned, notScannedIn } from '../records/not-scanned.ts';

/** What a record says of an image. */
export interface Known {
  readonly recordKey: string;
  readonly record: EvaluationRecord;
  /** Those of the image: its parts that have a complete scan. */
  readonly heads: readonly Head[];
  /** Open in the image, by its own severities and versions; worst first. */
  readonly open: readonly Issue[];
  readonly notScanned: readonly NotScanned[];
}

/** What a lineage knew of an image at a moment. */
export interface Knowledge {
  readonly lineage: string;
  /** As of the last record until then that has the image; null where none does. */
  readonly known: Known | null;
  /** Whether the image was none of those that are watched any more by then: what was disclosed since is not known. */
  readonly isOver: boolean;
  /** When a scan of it found nothing, in a lineage of which no record was kept for that reason. */
  readonly cleanSince: Instant | null;
  /** The first record after that moment that has the image. */
  readonly next: { readonly recordKey: string; readonly at: Instant } | null;
  /** As of a record that is about the image. */
  readonly origin: Origin | null;
}

export interface Asked {
  readonly digest: string;
  readonly at: Instant;
  readonly unratedAs: Severity;
  readonly read: (recordKey: string) => Promise<EvaluationRecord>;
}

/** Looks from the last record of a lineage back to what was known of an image. */
export const findKnown = async (item: LineageItem, asked: Asked): Promise<Knowledge> => {
  const { lineage } = item;
  let { recordKey } = item;
  let found: Found = { known: null, isOver: false, next: null, origin: null };
  while (recordKey !== null && found.known === null) {
    const record = await asked.read(recordKey);
    const heads = recordKey === item.recordKey ? headsNow(item, record, asked) : record.heads;
    found = lookedAt(found, knownIn({ recordKey, record }, heads, asked, item), record, asked);
    recordKey = record.previous;
  }
  const clean = item.recordKey === null ? headsBy(item.heads, asked).find(isOf(asked.digest)) : undefined;
  return { lineage, ...found, cleanSince: clean?.scannedAt ?? null };
};

type Found = Omit<Knowledge, 'lineage' | 'cleanSince'>;

const lookedAt = (found: Found, known: Known | null, record: EvaluationRecord, { digest, at }: Asked): Found => {
  const origin = found.origin ?? (record.image.digest === digest ? (record.origin ?? null) : null);
  if (record.at > at) {
    const next = known === null ? found.next : { recordKey: known.recordKey, at: record.at };
    return { ...found, origin, next };
  }
  return known === null ? { ...found, origin, isOver: true } : { ...found, origin, known };
};

/** Those that took the place of others since the last record have the same issues. */
const headsNow = ({ heads }: LineageItem, record: EvaluationRecord, asked: Asked): readonly Head[] =>
  record.heads.some(isOf(asked.digest)) ? record.heads : headsBy(heads, asked);

const headsBy = (heads: readonly Head[], { at }: Asked): readonly Head[] =>
  heads.filter(({ scannedAt }) => scannedAt <= at);

const isOf =
  (digest: string) =>
  (head: Head): boolean =>
    head.image === digest || head.digest === digest;

/** Null where the record has no scan of the image, be it one that failed. */
const knownIn = (
  { recordKey, record }: Pick<Known, 'recordKey' | 'record'>,
  heads: readonly Head[],
  { digest, unratedAs }: Asked,
  { known }: Pick<LineageItem, 'known'>,
): Known | null => {
  const own = heads.filter(isOf(digest));
  const parts = new Set([digest, ...partsOf(digest, record.image, known)]);
  const notScanned = notScannedIn(record).filter((each) => parts.has(each.digest));
  if (own.length === 0 && notScanned.length === 0) return null;
  const open = openIn(record, new Set(own.map(({ recordedAs }) => recordedAs)), unratedAs);
  return { recordKey, record, heads: own, open, notScanned };
};

const partsOf = (digest: string, image: Image, known: readonly KnownImage[]): readonly string[] => [
  ...(image.digest === digest ? image.parts : []).map((part) => part.digest),
  ...known.flatMap((each) => (each.digest === digest ? each.lists.map((listed) => listed.digest) : [])),
];

const openIn = ({ ledger }: EvaluationRecord, digests: ReadonlySet<string>, unratedAs: Severity): readonly Issue[] => {
  const open = ledger.issues.flatMap((issue): Issue[] => {
    const occurrences = issue.occurrences.filter((each) => digests.has(each.digest) && !each.suppressed);
    const [first, ...others] = occurrences;
    if (issue.state !== 'open' || first === undefined) return [];
    return [{ ...issue, occurrences, severity: others.reduce(worse(unratedAs), first).severity }];
  });
  return worstFirst(ranked(open, open.keys(), unratedAs)).map(({ issue }) => issue);
};

const worse =
  (unratedAs: Severity) =>
  (a: Occurrence, b: Occurrence): Occurrence =>
    rank(b.severity, unratedAs) > rank(a.severity, unratedAs) ? b : a;
