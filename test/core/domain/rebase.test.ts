import { describe, expect, test } from 'vitest';
import { rebased, recorded, standIns } from '../../../functions/core/domain/rebase.ts';
import { aHead, aLedger, anIssue, anOccurrence } from '../../support/builders.ts';

const rebuilt = aHead({ digest: 'new', recordedAs: 'old', bumped: true });
const same = aHead({ digest: 'same' });

describe('a head that took a place without a record', () => {
  test('stands where the ledger has the one before it', () => {
    expect(['old', 'same', 'gone'].map(standIns([rebuilt, same]))).toEqual(['new', 'same', 'gone']);
  });

  test('gets its own digest in the ledger', () => {
    const issue = anIssue({ occurrences: ['old', 'same'].map((digest) => anOccurrence({ digest })) });
    const unscanned = [
      {
        line: 'v*',
        platform: null,
        digest: 'old',
        pushedAt: '2026-11-20T08:00:00.000Z',
        status: 'FAILED',
        reason: null,
        since: '2026-11-21T08:00:00.000Z',
      },
    ];
    expect(rebased(aLedger({ issues: [issue], unscanned }), [rebuilt, same])).toEqual({
      issues: [{ ...issue, occurrences: ['new', 'same'].map((digest) => anOccurrence({ digest })) }],
      unscanned,
    });
  });

  test('is known by it then; its versions only where they were compared', () => {
    expect(recorded([rebuilt])).toEqual([{ ...rebuilt, recordedAs: 'new' }]);
    expect(recorded([rebuilt], new Set(['new']))).toEqual([{ ...rebuilt, recordedAs: 'new', bumped: false }]);
  });
});
