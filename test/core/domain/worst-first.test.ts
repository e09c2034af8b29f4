import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import { ranked, worstFirst } from '../../../functions/core/domain/worst-first.ts';
import { anIssue } from '../../support/builders.ts';

const detail = (overrides: Partial<Issue['detail']>): Pick<Issue, 'detail'> => ({
  detail: { ...anIssue().detail, ...overrides },
});
const score = (value: number) => detail({ cvss: { score: value, vector: null } });

/** The places of the issues in the list, worst first: the same from wherever they start. */
const order = (...issues: readonly Issue[]): readonly number[] => {
  const all = ranked(issues, issues.keys(), 'MEDIUM');
  const sorted = worstFirst(all);
  expect(worstFirst(all.toReversed())).toEqual(sorted);
  return sorted.map(({ index }) => index);
};

describe('the worst is', () => {
  test('the highest rank, whatever else; unrated as the policy says, unknown as critical', () => {
    const names = ['LOW', 'UNDEFINED', 'HIGH', 'ODD', 'INFORMATIONAL'];
    expect(order(...names.map((severity) => anIssue({ severity })))).toEqual([3, 2, 1, 0, 4]);
    const fixable = anIssue({ severity: 'HIGH', ...detail({ fixable: true, exploited: true }) });
    expect(order(fixable, anIssue({ severity: 'CRITICAL', vulnerability: 'CVE-Z' }))).toEqual([1, 0]);
  });

  test('of one rank what can be fixed, whatever its score', () => {
    const fixable = anIssue(detail({ fixable: true, cvss: null }));
    expect(order(anIssue(score(10)), fixable)).toEqual([1, 0]);
    expect(order(anIssue(detail({ fixable: false, epss: 1 })), fixable)).toEqual([1, 0]);
  });

  test('before that what is exploited, and after that what is likely to be', () => {
    const exploited = anIssue(detail({ exploited: true, fixable: false, cvss: null }));
    const likely = anIssue(detail({ fixable: true, epss: 0.5, cvss: null }));
    const unlikely = anIssue(detail({ fixable: true, epss: 0.1, exploited: false }));
    expect(order(anIssue(detail({ fixable: true })), unlikely, likely, exploited)).toEqual([3, 2, 1, 0]);
  });

  test('of those the highest score; what has none comes last', () => {
    const unscored = anIssue(detail({ cvss: null }));
    expect(order(anIssue(score(9.1)), unscored, anIssue(score(9.8)), anIssue(score(7)))).toEqual([2, 0, 3, 1]);
    const named = anIssue({ vulnerability: 'CVE-A', ...score(7) });
    expect(order(named, anIssue({ vulnerability: 'CVE-B', ...score(9) }))).toEqual([1, 0]);
  });

  test('of those the first by vulnerability, then by package; without a package before all', () => {
    const packages = ['openssl', null, '7zip'].map((packageName) => anIssue({ packageName }));
    const earlier = anIssue({ vulnerability: 'CVE-2025-9', packageName: 'zlib1g' });
    expect(order(...packages, earlier)).toEqual([3, 1, 2, 0]);
  });
});

test('only the issues asked for are ranked, each by its place in the ledger', () => {
  const issues = [anIssue(), anIssue({ severity: 'LOW' }), anIssue({ severity: 'HIGH' })];
  expect(ranked(issues, [2, 1, 3], 'MEDIUM')).toEqual([
    { index: 2, issue: issues[2], rank: 3 },
    { index: 1, issue: issues[1], rank: 1 },
  ]);
});
