import { expect, test } from 'vitest';
import { EMPTY_LEDGER, issueKey, toldTo } from '../../../functions/core/domain/ledger.ts';
import { anIssue } from '../../support/builders.ts';

test('a ledger of nothing has no issues, and no scan that failed', () => {
  expect(EMPTY_LEDGER).toEqual({ issues: [], unscanned: [] });
});

test('issues have one name only where vulnerability, package type and package are the same', () => {
  const names = [
    anIssue(),
    anIssue({ packageType: 'npm' }),
    anIssue({ packageName: 'libssl3' }),
    anIssue({ vulnerability: 'CVE-2026-12345', packageType: 'os' }),
    anIssue({ packageName: null }),
    anIssue({ packageName: 'null' }),
    anIssue({ packageName: 'undefined' }),
    anIssue({ vulnerability: 'CVE-2026-1', packageType: '234os' }),
  ].map(issueKey);
  expect(new Set(names).size).toBe(names.length);
  expect(issueKey(anIssue({ state: 'resolved', severity: 'LOW', occurrences: [] }))).toBe(names[0]);
});

test('what a receiver was told is its own, whatever it is called', () => {
  const told = { payments: { at: '2026-11-21T08:00:05.000Z', rank: 4 } };
  expect(toldTo({ told }, 'payments')).toBe(told.payments);
  expect(toldTo({ told }, 'platform')).toBeUndefined();
  expect(toldTo({ told }, 'constructor')).toBeUndefined();
});
