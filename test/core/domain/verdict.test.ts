import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../functions/core/domain/verdict.ts';
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
    expect(judge(empty, 7, 0)).toEqual({
      kind: 'wait',
      afterSeconds: 60,
      reason: 'the event counted 7 findings, ECR lists none',
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

  test.each(['IN_PROGRESS', 'PENDING'])('%s is asked again, then told', (status) => {
    expect(judge(aScan({ status }), 0, 0)).toMatchObject({ kind: 'wait', reason: `the scan is ${status}` });
    expect(judge(aScan({ status }), 0, 900)).toMatchObject({ kind: 'unscanned', status });
  });

  test('a scan that does not exist is asked for again, then told', () => {
    expect(judge({ missing: 'no scan' }, 0, 0)).toMatchObject({ kind: 'wait', reason: 'no scan' });
    expect(judge({ missing: 'no scan' }, 0, 900)).toMatchObject({
      kind: 'unscanned',
      status: 'SCAN_NOT_FOUND',
      scan: null,
    });
  });

  test.each(['FAILED', 'UNSUPPORTED_IMAGE', 'A_STATUS_OF_TOMORROW'])('%s is told at once', (status) => {
    expect(judge(aScan({ status, findings: [] }), 0, 0)).toMatchObject({ kind: 'unscanned', status });
  });

  test('nothing but COMPLETE and ACTIVE is ever complete', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (status, counted, waited) => {
        fc.pre(status !== 'COMPLETE' && status !== 'ACTIVE');
        expect(judge(aScan({ status }), counted, waited).kind).not.toBe('complete');
      }),
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
