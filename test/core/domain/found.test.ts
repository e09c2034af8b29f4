import { describe, expect, test } from 'vitest';
import { findingsIn, type ScannedPart } from '../../../functions/core/domain/found.ts';
import { aDigest, aFinding, anIssue } from '../../support/builders.ts';

const aPart = (findings: ScannedPart['findings'], digit = 'a'): ScannedPart => ({
  digest: aDigest(digit),
  platform: null,
  findings,
});

/** What was found, issue by issue. */
const grouped = (...parts: readonly ScannedPart[]) =>
  findingsIn(parts).groups.map((group) => group.map(({ finding }) => finding));

describe('one issue', () => {
  test('is all that is found of it, in the order found', () => {
    const findings = [aFinding(), aFinding({ vulnerability: 'CVE-2' }), aFinding({ version: '3.0.12' })];
    const [first, other, last] = findings;
    expect(grouped(aPart(findings))).toEqual([[first, last], [other]]);
  });

  test('is found twice by two versions, two paths, two severities or in two parts; the same twice is once', () => {
    const ways = [
      aFinding(),
      aFinding({ version: '3.0.12' }),
      aFinding({ path: 'usr/lib' }),
      aFinding({ severity: 'HIGH' }),
    ];
    expect(grouped(aPart([...ways, ...ways]), aPart([aFinding()], 'b'))).toEqual([[...ways, aFinding()]]);
  });

  test('is of one vulnerability in one package of one type', () => {
    const packages = [
      aFinding(),
      aFinding({ packageName: 'libssl3' }),
      aFinding({ packageName: null }),
      aFinding({ packageType: 'npm' }),
    ];
    const { groups, of } = findingsIn([aPart(packages), aPart(packages, 'b')]);
    expect(groups.map((group) => group.length)).toEqual([2, 2, 2, 2]);
    expect(packages.map((each) => of(anIssue(each)))).toEqual(groups);
  });
});

test('of an issue that was not found, nothing is', () => {
  const { of } = findingsIn([aPart([aFinding()])]);
  expect(of(anIssue({ vulnerability: 'CVE-2' }))).toEqual([]);
  expect(of(anIssue({ packageName: 'libssl3' }))).toEqual([]);
});
