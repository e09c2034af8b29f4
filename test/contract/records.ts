import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Records } from '../../functions/core/ports/records.ts';
import { anyAwkwardText, anySeverityName } from '../support/arbitraries.ts';
import { aLedger, anIssue, aRecord } from '../support/builders.ts';

const anyRecord = fc
  .record({
    vulnerability: anyAwkwardText(40),
    severity: anySeverityName,
    packageName: fc.option(anyAwkwardText(300), { nil: null }),
    told: fc.dictionary(fc.string(), fc.record({ at: fc.string(), rank: fc.nat(4) }), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  })
  .map((issue) => aRecord({ ledger: aLedger({ issues: [anIssue(issue)] }) }));

/** What all that keeps records promises. */
export const recordsContract = (newRecords: () => Promise<Records>): void => {
  test('a record is read as it was put', async () => {
    const records = await newRecords();
    await fc.assert(
      fc.asyncProperty(anyRecord, async (record) => {
        expect(await records.get(await records.put(record))).toEqual(record);
      }),
      { numRuns: 25 },
    );
  });

  test('the same record has the same key', async () => {
    const records = await newRecords();
    expect(await records.put(aRecord())).toBe(await records.put(aRecord()));
  });

  test('another record has another key, and leaves the first as it was', async () => {
    const records = await newRecords();
    const [winner, loser] = [aRecord({ trigger: 'winner' }), aRecord({ trigger: 'loser' })];
    const keys = await Promise.all([winner, loser].map((record) => records.put(record)));
    expect(new Set(keys).size).toBe(2);
    expect(await Promise.all(keys.map((key) => records.get(key)))).toEqual([winner, loser]);
  });

  test('to read what is not there throws, and names the key', async () => {
    await expect((await newRecords()).get('records/none.json.gz')).rejects.toThrow('records/none.json.gz');
  });
};
