import { describe, expect, test } from 'vitest';
import { findKnown } from '../../../cli/source/find-known.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { LineageItem } from '../../../functions/core/ports/lineages.ts';
import {
  aDigest,
  aHead,
  aLedger,
  aLineageItem,
  anImage,
  anIndex,
  anIssue,
  anOccurrence,
  aRecord,
  headsOf,
} from '../../support/builders.ts';
import { ORIGIN } from '../kept-records.ts';

const [A, B, C] = [aDigest('a'), aDigest('b'), aDigest('c')];
const hour = (of: number): string => `2026-03-03T${String(of).padStart(2, '0')}:00:00.000Z`;

/** An issue in these images. */
const issueIn = (vulnerability: string, ...digests: readonly string[]) =>
  anIssue({ vulnerability, occurrences: digests.map((digest) => anOccurrence({ digest })) });

/** One record an hour from 10:00 on, each about an image that is live from then on. */
const aLineage = (records: readonly Partial<EvaluationRecord>[], item: Partial<LineageItem> = {}) => {
  const kept = new Map(
    records.map((record, n) => [
      `records/${n}`,
      aRecord({ at: hour(10 + n), version: n + 1, previous: n === 0 ? null : `records/${n - 1}`, ...record }),
    ]),
  );
  const reads: string[] = [];
  const read = async (key: string): Promise<EvaluationRecord> => {
    reads.push(key);
    return kept.get(key) ?? Promise.reject(new Error(`no ${key}`));
  };
  const recordKey = records.length === 0 ? null : `records/${records.length - 1}`;
  const whole = aLineageItem({ recordKey, heads: kept.get(recordKey ?? '')?.heads ?? [], ...item });
  const known = (digest: string, at: string) => findKnown(whole, { digest, at, unratedAs: 'MEDIUM', read });
  return { known, reads };
};

const about = (
  digest: string,
  ledger: EvaluationRecord['ledger'] = aLedger({ issues: [] }),
): Partial<EvaluationRecord> => ({
  image: anImage({ digest }),
  ledger,
});
const MOVED_TWICE = [
  about(A, aLedger({ issues: [issueIn('CVE-1', A)] })),
  about(B, aLedger({ issues: [issueIn('CVE-1', B), issueIn('CVE-2', B)] })),
  about(C, aLedger({ issues: [issueIn('CVE-2', C), issueIn('CVE-3', C)] })),
];

const summary = ({ known, isOver, next }: Awaited<ReturnType<typeof findKnown>>) => ({
  record: known?.recordKey ?? null,
  open: known?.open.map(({ vulnerability }) => vulnerability) ?? null,
  ...(isOver && { isOver }),
  ...(next && { next: next.recordKey }),
});

describe('what was known of an image', () => {
  test.each([
    ['while it was live', B, hour(11), { record: 'records/1', open: ['CVE-1', 'CVE-2'] }],
    ['now', C, hour(20), { record: 'records/2', open: ['CVE-2', 'CVE-3'] }],
    ['at first', A, hour(10), { record: 'records/0', open: ['CVE-1'] }],
    ['after another took its place', B, hour(13), { record: 'records/1', open: ['CVE-1', 'CVE-2'], isOver: true }],
    ['before it was scanned', B, hour(10), { record: null, open: null, isOver: true, next: 'records/1' }],
    ['before anything was', B, hour(9), { record: null, open: null, next: 'records/1' }],
    ['of one that nobody saw', aDigest('f'), hour(20), { record: null, open: null, isOver: true }],
  ])('%s', async (_, digest, at, expected) => {
    expect(summary(await aLineage(MOVED_TWICE).known(digest, at))).toEqual(expected);
  });

  test('is looked for no further back than it is found', async () => {
    const { known, reads } = aLineage(MOVED_TWICE);
    await known(B, hour(20));
    expect(reads).toEqual(['records/2', 'records/1']);
  });

  test('is the latest of several records that have it', async () => {
    const again = about(A, aLedger({ issues: [issueIn('CVE-1', A), issueIn('CVE-4', A)] }));
    const { known } = aLineage([...MOVED_TWICE.slice(0, 1), again]);
    expect(summary(await known(A, hour(12)))).toMatchObject({ record: 'records/1', open: ['CVE-1', 'CVE-4'] });
    expect(summary(await known(A, hour(10)))).toMatchObject({ record: 'records/0', next: 'records/1' });
  });

  test('is what its own occurrences say: severity, versions, what is accepted in it', async () => {
    const occurrences = [
      anOccurrence({ digest: A, severity: 'LOW', version: '1' }),
      anOccurrence({ digest: A, severity: 'HIGH', version: '2' }),
      anOccurrence({ digest: B, severity: 'CRITICAL', version: '3' }),
    ];
    const accepted = [anOccurrence({ digest: A, suppressed: true }), anOccurrence({ digest: B })];
    const issues = [
      anIssue({ vulnerability: 'CVE-1', severity: 'CRITICAL', occurrences }),
      anIssue({ vulnerability: 'CVE-2', occurrences: accepted }),
      anIssue({ vulnerability: 'CVE-3', state: 'accepted', occurrences: [anOccurrence({ digest: A })] }),
    ];
    const { known } = aLineage([about(A, aLedger({ issues }))]);
    const open = (await known(A, hour(12))).known?.open;
    expect(open).toEqual([{ ...issues[0], severity: 'HIGH', occurrences: occurrences.slice(0, 2) }]);
  });

  test('is what is in its parts, by its digest or by that of one', async () => {
    const image = anIndex({ 'linux/amd64': B, 'linux/arm64': C });
    const ledger = aLedger({ issues: [issueIn('CVE-1', B), issueIn('CVE-2', C)] });
    const { known } = aLineage([{ image, ledger }]);
    expect(summary(await known(image.digest, hour(12))).open).toEqual(['CVE-1', 'CVE-2']);
    expect(summary(await known(C, hour(12))).open).toEqual(['CVE-2']);
  });

  test('is what the image before it has, where it took its place with the same issues', async () => {
    const heads = [aHead({ digest: B, recordedAs: A, scannedAt: hour(11) })];
    const { known } = aLineage(MOVED_TWICE.slice(0, 1), { heads });
    expect(summary(await known(B, hour(11)))).toEqual({ record: 'records/0', open: ['CVE-1'] });
    expect(summary(await known(B, hour(10)))).toEqual({ record: null, open: null, isOver: true });
    expect(summary(await known(A, hour(12)))).toEqual({ record: 'records/0', open: ['CVE-1'] });
  });

  const unscanned = (digest: string) => ({
    line: 'v*.*.*',
    platform: null,
    digest,
    pushedAt: hour(9),
    status: 'FAILED',
    reason: null,
    since: hour(10),
  });

  test('is that it is not scanned, where that is all', async () => {
    const news = {
      ...about(A, { issues: [issueIn('CVE-1', C)], unscanned: [unscanned(A)] }),
      heads: [aHead({ digest: C })],
    };
    const { known } = await aLineage([news]).known(A, hour(12));
    expect(known).toMatchObject({ heads: [], open: [], notScanned: [{ status: 'FAILED' }] });
  });

  test('is that a part of it is not scanned, too', async () => {
    const image = anIndex({ 'linux/amd64': B, 'linux/arm64': C });
    const ledger = aLedger({ issues: [issueIn('CVE-1', B)], unscanned: [unscanned(C)] });
    const own = { image, ledger, heads: headsOf(image).slice(0, 1) };
    const other = { ...about(A, ledger), heads: own.heads };
    const lists = image.parts.map((part) => ({ ...part, isImage: true as const }));
    const { known } = aLineage([own, other], { known: [{ digest: image.digest, lists }] });
    for (const at of [hour(10), hour(11)])
      expect((await known(image.digest, at)).known).toMatchObject({ open: [{}], notScanned: [{ status: 'FAILED' }] });
  });

  test('has its origin by any record about it', async () => {
    const [first, second] = [
      { ...about(A), origin: ORIGIN },
      { ...about(B), heads: headsOf(anImage()) },
    ];
    const { known } = aLineage([
      first,
      { ...second, origin: { revision: 'another', url: null } },
      { ...first, previous: null },
    ]);
    expect(await known(A, hour(9))).toMatchObject({ known: null, origin: ORIGIN });
    expect((await aLineage([first, second]).known(B, hour(20))).origin).toBeNull();
  });

  test('is nothing where nothing was kept, unless its scan found nothing', async () => {
    const { known } = aLineage([], { heads: [aHead({ digest: A, scannedAt: hour(11) })] });
    expect(await known(A, hour(12))).toMatchObject({ known: null, cleanSince: hour(11) });
    expect(await known(A, hour(10))).toMatchObject({ known: null, cleanSince: null });
    expect(await known(B, hour(12))).toMatchObject({ known: null, cleanSince: null });
    expect((await aLineage(MOVED_TWICE).known(C, hour(20))).cleanSince).toBeNull();
  });
});
