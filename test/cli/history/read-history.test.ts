import { describe, expect, test } from 'vitest';
import { readHistory } from '../../../cli/history/read-history.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { aRecord } from '../../support/builders.ts';

/** A chain of records of a lineage, the last one `a3`, one every `hours`. */
const aChain = (lineage: string, length: number, hours: number): readonly (readonly [string, EvaluationRecord])[] =>
  Array.from({ length }, (_, at) => [
    `${lineage}${at + 1}`,
    aRecord({
      lineage,
      previous: at === 0 ? null : `${lineage}${at}`,
      version: at + 1,
      at: new Date(Date.UTC(2026, 10, 21, at * hours)).toISOString(),
    }),
  ]);

const aStore = () => {
  const all = new Map([...aChain('a', 5, 2), ...aChain('b', 3, 3)]);
  const reads: string[] = [];
  const read = async (key: string): Promise<EvaluationRecord> => {
    reads.push(key);
    const record = all.get(key);
    if (record === undefined) throw new Error(`no record ${key}`);
    return record;
  };
  return { read, reads };
};

const ALL = { since: null, limit: 100 };

describe('a history', () => {
  test('follows a chain to its beginning, newest first', async () => {
    const { records, older } = await readHistory(['a5'], aStore().read, ALL);
    expect(records.map(({ recordKey }) => recordKey)).toEqual(['a5', 'a4', 'a3', 'a2', 'a1']);
    expect(older).toBe(0);
  });

  test('of a split repository is one', async () => {
    const { records } = await readHistory(['a5', 'b3'], aStore().read, ALL);
    const times = records.map(({ record }) => record.at);
    expect(records).toHaveLength(8);
    expect(times).toEqual(times.toSorted().reverse());
  });

  test('ends at the limit, reads no more than one beyond it, and says how many are left', async () => {
    const { read, reads } = aStore();
    const { records, older } = await readHistory(['a5'], read, { since: null, limit: 2 });
    expect(records.map(({ recordKey }) => recordKey)).toEqual(['a5', 'a4']);
    expect(older).toBe(3);
    expect(reads).toEqual(['a5', 'a4', 'a3']);
  });

  test('ends where it is asked to, in each lineage', async () => {
    const since = '2026-11-21T04:00:00.000Z';
    const { records, older } = await readHistory(['a5', 'b3'], aStore().read, { since, limit: 100 });
    expect(records.map(({ recordKey }) => recordKey).toSorted()).toEqual(['a3', 'a4', 'a5', 'b3']);
    expect(older).toBe(4);
  });

  test('of nothing is empty', async () => {
    expect(await readHistory([], aStore().read, ALL)).toEqual({ records: [], older: 0 });
  });
});
