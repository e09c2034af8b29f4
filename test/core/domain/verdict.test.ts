import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, overdue, type Unsettled } from '../../../functions/core/domain/verdict.ts';
import { aScan } from '../../support/builders.ts';

const empty = aScan({ findings: [] });

describe('a verdict', () => {
  test.each(['COMPLETE', 'ACTIVE'])('%s with findings is complete', (status) => {
    expect(judge(aScan({ status }), 7, 0)).toMatchObject({ kind: 'complete' });
  });

  test('complete without findings is clean where the event counted none', () => {
    expect(judge(empty, 0, 0)).toMatchObject({ kind: 'complete' });
  });

  test('counted findings that are not there are asked for after 1, 5 and 15 minutes, then told', () => {
    expect(judge(empty, 7, 0)).toMatchObject({
      kind: 'wait',
      afterSeconds: 60,
      reason: 'ECR lists no findings: the event counted 7',
    });
    expect(judge(empty, 7, 60)).toMatchObject({ kind: 'wait', afterSeconds: 240 });
    expect(judge(empty, 7, 300)).toMatchObject({ kind: 'wait', afterSeconds: 600 });
    expect(judge(empty, 7, 900)).toMatchObject({ kind: 'unscanned', status: 'FINDINGS_UNAVAILABLE' });
  });

  test('a message that comes back a little early has waited', () => {
    expect(judge(empty, 7, 58)).toMatchObject({ kind: 'wait', afterSeconds: 242 });
    expect(judge(empty, 7, 55)).toMatchObject({ kind: 'wait', afterSeconds: 245 });
    expect(judge(empty, 7, 54)).toMatchObject({ kind: 'wait', afterSeconds: 6 });
  });

  test.each(['IN_PROGRESS', 'PENDING'])('%s is under way, however long it was waited for', (status) => {
    for (const waited of [0, 900, 100_000])
      expect(judge(aScan({ status }), 7, waited)).toMatchObject({
        kind: 'underway',
        status,
        reason: `the scan is ${status}`,
      });
  });

  test('a scan that does not exist is asked for again, then told', () => {
    expect(judge({ missing: 'no scan' }, 0, 0)).toMatchObject({ kind: 'wait', reason: 'no scan' });
    expect(judge({ missing: 'no scan' }, 0, 900)).toMatchObject({
      kind: 'unscanned',
      status: 'SCAN_NOT_FOUND',
      scan: null,
    });
  });

  test.each([
    'FAILED',
    'UNSUPPORTED_IMAGE',
    'SCAN_ELIGIBILITY_EXPIRED',
    'FINDINGS_UNAVAILABLE',
    'LIMIT_EXCEEDED',
    'IMAGE_ARCHIVED',
    'A_STATUS_OF_TOMORROW',
  ])('%s is told at once, as it is', (status) => {
    const scan = aScan({ status, description: 'Words: more', findings: [] });
    expect(judge(scan, 0, 0)).toEqual({ kind: 'unscanned', scan, status, description: 'Words: more' });
  });

  test('nothing but COMPLETE and ACTIVE is ever complete', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (status, counted, waited) => {
        fc.pre(status !== 'COMPLETE' && status !== 'ACTIVE');
        expect(judge(aScan({ status }), counted, waited).kind).not.toBe('complete');
      }),
    );
  });

  describe('of an enhanced scan that neither lists nor counts findings', () => {
    const bare = aScan({ engine: 'enhanced', counted: false, findings: [] });
    const young = 29 * 60;

    test('is asked for after 1, 5 and 15 minutes where the image is young, then clean', () => {
      expect(judge(bare, 0, 0, young)).toMatchObject({ kind: 'wait', afterSeconds: 60 });
      expect(judge(bare, 0, 300, young)).toMatchObject({ kind: 'wait', afterSeconds: 600 });
      expect(judge(bare, 0, 900, young)).toEqual({ kind: 'complete', scan: bare });
    });

    test('is clean at once where the image is 30 minutes old, or nobody knows how old', () => {
      expect(judge(bare, 0, 0, 30 * 60)).toEqual({ kind: 'complete', scan: bare });
      expect(judge(bare, 0, 0)).toEqual({ kind: 'complete', scan: bare });
    });

    test('is findings unavailable in the end where the event counted', () => {
      expect(judge(bare, 1, 900, young)).toMatchObject({ kind: 'unscanned', status: 'FINDINGS_UNAVAILABLE' });
    });

    test.each([{ engine: 'basic' as const }, { counted: true }, { findings: aScan().findings }])(
      'is complete with %j',
      (other) => {
        expect(judge({ ...bare, ...other }, 0, 0, 0)).toMatchObject({ kind: 'complete' });
      },
    );
  });

  test('waiting ends, and every wait is one that SQS can do', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (waited) => {
        const verdict = judge(empty, 1, waited);
        if (waited >= 900) expect(verdict.kind).toBe('unscanned');
        else if (verdict.kind === 'wait') expect(verdict.afterSeconds).toBeLessThanOrEqual(900);
      }),
    );
  });
});

describe('what was awaited for too long', () => {
  const since = '2026-11-19T09:00:12.345Z';
  const unsettled = (verdict: ReturnType<typeof judge>): Unsettled => {
    if (verdict.kind === 'wait' || verdict.kind === 'underway') return verdict;
    throw new Error(`settled: ${verdict.kind}`);
  };

  test('is not scanned, with its status and since when', () => {
    const scan = aScan({ status: 'PENDING', description: null, findings: [] });
    expect(overdue(unsettled(judge(scan, 0, 0)), since)).toEqual({
      kind: 'unscanned',
      scan,
      status: 'PENDING',
      description: 'the scan is PENDING: awaited since 2026-11-19 09:00 UTC',
    });
  });

  test('keeps what ECR says, up to its first colon: a later day is no other reason', () => {
    const scan = aScan({ status: 'IN_PROGRESS', description: 'Scanning: layer 3 of 9' });
    expect(overdue(unsettled(judge(scan, 0, 0)), since)).toMatchObject({
      description: 'Scanning: awaited since 2026-11-19 09:00 UTC',
    });
  });

  test('without a scan says that there is none', () => {
    expect(overdue(unsettled(judge({ missing: 'ECR has no scan of it: enable it' }, 0, 0)), since)).toEqual({
      kind: 'unscanned',
      scan: null,
      status: 'SCAN_NOT_FOUND',
      description: 'ECR has no scan of it: awaited since 2026-11-19 09:00 UTC',
    });
  });

  test('is clean where nothing but counts was wanting', () => {
    const bare = aScan({ engine: 'enhanced', counted: false, findings: [] });
    expect(overdue(unsettled(judge(bare, 0, 0, 0)), since)).toEqual({ kind: 'complete', scan: bare });
  });
});
