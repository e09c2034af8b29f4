import { describe, expect, test } from 'vitest';
import { firstCountOf, roundUp } from '../../../functions/core/domain/round-up.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import { aLedger, anAlert, anImage, anIssue, aPolicy, aRecord, aSummaryAlert } from '../../support/builders.ts';

const AT = '2026-11-21T09:00:00.000Z';

const aCount = (repository: string, issues: Counts, route = 1) => ({
  summary: {
    recordKey: `records/${repository}.json.gz`,
    lineage: repository,
    image: anImage({ repository }),
    issues,
    below: {},
  },
  because: [{ route, rule: 'every image' }],
  registry: aRecord().registry,
});

describe('a first count', () => {
  test('is what the summary tells, and what is below', () => {
    const issues = [anIssue(), anIssue({ severity: 'HIGH' }), anIssue({ severity: 'LOW' })];
    const alerts = [aSummaryAlert({ receiver: 'platform' }), aSummaryAlert({ issues: [0, 1], below: { LOW: 1 } })];
    const record = aRecord({ ledger: aLedger({ issues }), alerts });
    expect(firstCountOf(record, 'records/1.json.gz', 'payments')?.summary).toEqual({
      recordKey: 'records/1.json.gz',
      lineage: 'payments/api',
      image: record.image,
      issues: { CRITICAL: 1, HIGH: 1 },
      below: { LOW: 1 },
    });
  });

  test('is none where the receiver has no summary', () => {
    expect(firstCountOf(aRecord({ alerts: [anAlert()] }), 'records/1.json.gz', 'payments')).toBeNull();
    expect(firstCountOf(aRecord(), 'records/1.json.gz', 'platform')).toBeNull();
  });
});

describe('a round-up', () => {
  const order = (...counts: ReturnType<typeof aCount>[]) =>
    roundUp(aPolicy(), 'payments', counts, AT)?.alerts.flatMap((alert) =>
      alert.kind === 'round-up' ? alert.gathered.map(({ lineage }) => lineage) : [],
    );

  test('has the worst first: by criticals, then highs, then those rated as the policy says, then by name', () => {
    const counts = [
      aCount('c', { HIGH: 2 }),
      aCount('b', { HIGH: 2 }),
      aCount('e', { CRITICAL: 1 }),
      aCount('d', { CRITICAL: 1, HIGH: 1 }),
      aCount('a', { HIGH: 2, UNDEFINED: 1 }),
    ];
    expect(order(...counts)).toEqual(['d', 'e', 'a', 'b', 'c']);
    expect(order(...counts.toReversed())).toEqual(['d', 'e', 'a', 'b', 'c']);
  });

  test('counts severities of one rank together', () => {
    const counts = [
      aCount('b', { MEDIUM: 1, LOW: 5 }),
      aCount('c', { MEDIUM: 3 }),
      aCount('a', { UNDEFINED: 1, MEDIUM: 1 }),
    ];
    expect(order(...counts)).toEqual(['c', 'a', 'b']);
    expect(order(...counts.toReversed())).toEqual(['c', 'a', 'b']);
  });

  test('names each route once, and is the same record however often it is made', () => {
    const counts = [aCount('b', { LOW: 1 }, 3), aCount('a', { HIGH: 1 }, 3), aCount('c', { HIGH: 1 }, 1)];
    const record = roundUp(aPolicy(), 'payments', counts, AT);
    expect(record?.alerts).toMatchObject([
      { receiver: 'payments', because: [{ route: 1 }, { route: 3 }], mention: [] },
    ]);
    expect(record).toMatchObject({ lineage: 'round-up', at: AT, image: { repository: 'a' } });
    expect(record).toMatchObject({ trigger: `round-up payments ${AT}`, scans: [], transitions: [], heads: [] });
    expect(roundUp(aPolicy(), 'payments', counts.toReversed(), AT)).toEqual(record);
  });

  test('of nothing is none', () => {
    expect(roundUp(aPolicy(), 'payments', [], AT)).toBeNull();
  });
});
