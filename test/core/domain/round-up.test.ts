import { describe, expect, test } from 'vitest';
import { roundUp, waitedOf } from '../../../functions/core/domain/round-up.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import {
  aLedger,
  anAlert,
  anImage,
  anIssue,
  aPolicy,
  aRecord,
  aReminderAlert,
  aScanNewsAlert,
  aSummaryAlert,
} from '../../support/builders.ts';

const AT = '2026-11-21T09:00:00.000Z';

const placeOf = (repository: string) => ({
  recordKey: `records/${repository}.json.gz`,
  lineage: repository,
  image: anImage({ repository }),
});

const aCount = (repository: string, issues: Counts, route = 1, version = 1) => ({
  version,
  counts: [{ ...placeOf(repository), issues, below: {} }],
  news: [],
  because: [{ route, rule: 'every image' }],
  registry: aRecord().registry,
});

const NEWS = { status: 'FAILED', description: 'UnsupportedImageError: no package manager' };

const someNews = (repository: string, route = 1) => ({
  ...aCount(repository, {}, route),
  counts: [],
  news: [{ ...placeOf(repository), ...NEWS }],
});

describe('what waited', () => {
  test('is what the first count tells, and what is below', () => {
    const issues = [anIssue(), anIssue({ severity: 'HIGH' }), anIssue({ severity: 'LOW' })];
    const alerts = [aSummaryAlert({ receiver: 'platform' }), aSummaryAlert({ issues: [0, 1], below: { LOW: 1 } })];
    const record = aRecord({ ledger: aLedger({ issues }), alerts });
    expect(waitedOf(record, 'records/1.json.gz', 'payments')?.counts).toEqual([
      {
        recordKey: 'records/1.json.gz',
        lineage: 'payments/api',
        image: record.image,
        issues: { CRITICAL: 1, HIGH: 1 },
        below: { LOW: 1 },
      },
    ]);
  });

  test('is also that an image is not scanned, and why the receiver hears of either', () => {
    const because = [{ route: 3, rule: 'payments/**' }];
    const alerts = [aSummaryAlert(), aScanNewsAlert({ ...NEWS, because })];
    const record = aRecord({ alerts });
    expect(waitedOf(record, 'records/1.json.gz', 'payments')).toEqual({
      version: record.version,
      counts: [expect.objectContaining({ recordKey: 'records/1.json.gz' })],
      news: [{ recordKey: 'records/1.json.gz', lineage: 'payments/api', image: record.image, ...NEWS }],
      because: [...aSummaryAlert().because, ...because],
      registry: record.registry,
    });
  });

  test('is also that nothing scans its repository any more', () => {
    const { because, mention } = aSummaryAlert();
    const posture = { frequency: 'MANUAL', previous: 'SCAN_ON_PUSH', lastComplete: null };
    const alerts = [{ kind: 'posture-news' as const, receiver: 'payments', because, mention, ...posture }];
    expect(waitedOf(aRecord({ alerts }), 'records/1.json.gz', 'payments')).toMatchObject({
      counts: [],
      news: [{ lineage: 'payments/api', status: 'MANUAL', description: null }],
      because,
    });
  });

  test('is what a further line of the lineage has besides', () => {
    const record = aRecord({ alerts: [anAlert({ issues: [0], below: { LOW: 2 } })] });
    expect(waitedOf(record, 'records/1.json.gz', 'payments')?.counts).toMatchObject([
      { issues: { CRITICAL: 1 }, below: { LOW: 2 } },
    ]);
  });

  test('is none where the receiver has neither', () => {
    expect(waitedOf(aRecord({ alerts: [aReminderAlert()] }), 'records/1.json.gz', 'payments')).toBeNull();
    expect(waitedOf(aRecord(), 'records/1.json.gz', 'platform')).toBeNull();
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

  test('has the images that are not scanned beside, by name', () => {
    const waited = [someNews('b', 2), aCount('c', { LOW: 1 }), someNews('a')];
    const record = roundUp(aPolicy(), 'payments', waited, AT);
    expect(record?.alerts).toMatchObject([
      {
        because: [{ route: 1 }, { route: 2 }],
        gathered: [{ lineage: 'c' }],
        unscanned: [
          { lineage: 'a', ...NEWS },
          { lineage: 'b', ...NEWS },
        ],
      },
    ]);
    expect(record?.image.repository).toBe('c');
    expect(roundUp(aPolicy(), 'payments', waited.toReversed(), AT)).toEqual(record);
  });

  test('has one row a lineage, of all its lines, as it was counted last', () => {
    const last = {
      ...aCount('a', {}, 1, 2),
      counts: [{ ...placeOf('a'), recordKey: 'last', issues: { HIGH: 1, LOW: 4 }, below: { LOW: 1 } }],
    };
    const waited = [last, aCount('b', { CRITICAL: 1 }), aCount('a', { CRITICAL: 1, HIGH: 2 })];
    expect(roundUp(aPolicy(), 'payments', waited, AT)?.alerts).toMatchObject([
      {
        gathered: [
          { lineage: 'a', recordKey: 'last', issues: { CRITICAL: 1, HIGH: 3, LOW: 4 }, below: { LOW: 1 } },
          { lineage: 'b' },
        ],
      },
    ]);
  });

  test('may be of images that are not scanned alone', () => {
    const record = roundUp(aPolicy(), 'payments', [someNews('a')], AT);
    expect(record).toMatchObject({ image: { repository: 'a' }, alerts: [{ gathered: [], unscanned: { length: 1 } }] });
  });

  test('of nothing is none', () => {
    expect(roundUp(aPolicy(), 'payments', [], AT)).toBeNull();
  });
});
