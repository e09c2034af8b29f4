import type { Instant } from '../../functions/core/domain/image.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';

/** A record, and the key that it is kept under. */
export interface KeptRecord {
  readonly recordKey: string;
  readonly record: EvaluationRecord;
}

/** How far back to go. */
export interface Reach {
  /** No record before it; null: whenever they are of. */
  readonly since: Instant | null;
  /** Records. */
  readonly limit: number;
}

export interface History {
  /** Newest first. */
  readonly records: readonly KeptRecord[];
  /** At most so many were left out: not every version of a lineage has a record. */
  readonly older: number;
}

/**
 * The records of a repository's lineages, newest first. Of each lineage one more is read than is given, and no more.
 *
 * @param latest - the key of the last record of each lineage
 */
export const readHistory = async (
  latest: readonly string[],
  read: (recordKey: string) => Promise<EvaluationRecord>,
  { since, limit }: Reach,
): Promise<History> => {
  const keptAt = async (recordKey: string): Promise<KeptRecord> => ({ recordKey, record: await read(recordKey) });
  let fronts: readonly KeptRecord[] = await Promise.all(latest.map(keptAt));
  const records: KeptRecord[] = [];
  while (records.length < limit) {
    const newest = newestOf(fronts);
    if (newest === null || (since !== null && newest.record.at < since)) break;
    records.push(newest);
    const { previous } = newest.record;
    const next = previous === null ? [] : [await keptAt(previous)];
    fronts = fronts.flatMap((each) => (each === newest ? next : [each]));
  }
  return { records, older: fronts.reduce((sum, { record }) => sum + record.version, 0) };
};

const newestOf = (fronts: readonly KeptRecord[]): KeptRecord | null =>
  fronts.reduce<KeptRecord | null>(
    (best, each) => (best === null || each.record.at > best.record.at ? each : best),
    null,
  );
