import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { findingsIn, type ScannedPart } from '../../../functions/core/domain/found.ts';
import type { Issue, Occurrence } from '../../../functions/core/domain/ledger.ts';
import { type Standing, standingOf } from '../../../functions/core/domain/standing.ts';
import { aDigest, aFinding, anIssue, anOccurrence } from '../../support/builders.ts';

const [before, rebuilt, other, gone] = [aDigest('a'), aDigest('b'), aDigest('c'), aDigest('d')];

/** `rebuilt` stands where `before` was; `gone` left nothing. */
const placeOf = (digest: string): string | null => {
  if (digest === gone) return null;
  return digest === before ? rebuilt : digest;
};

/** A route looks at EPSS scores from 0.1 up. */
const isScoredAlike: Parameters<typeof standingOf>[0]['isScoredAlike'] = (a, b) =>
  (a.epss ?? 0) >= 0.1 === (b.epss ?? a.epss ?? 0) >= 0.1;

const aPart = (findings: readonly Finding[], digest = rebuilt): ScannedPart => ({ digest, platform: null, findings });

const standing = (issues: readonly Issue[], ...scanned: readonly ScannedPart[]): Standing =>
  standingOf({ issues, scanned, findings: () => findingsIn(scanned), placeOf, isScoredAlike });

const OTHERS = { vulnerability: 'CVE-2', packageName: 'zlib1g' };
const [openssl, zlib] = [aFinding(), aFinding(OTHERS)];
const at = (...occurrences: readonly Partial<Occurrence>[]) => ({ occurrences: occurrences.map(anOccurrence) });
const known = (...occurrences: readonly Partial<Occurrence>[]) => anIssue(at(...occurrences));
const [opensslIssue, zlibIssue] = [known({}), anIssue({ ...OTHERS, ...at({}) })];
const issues = [opensslIssue, zlibIssue];

describe('a scan that lists what the one before it did, in the same order', () => {
  const inOrder = (known: readonly Issue[], ...scanned: readonly ScannedPart[]): Standing =>
    standingOf({
      issues: known,
      scanned,
      findings: () => {
        throw new Error('findings were grouped');
      },
      placeOf,
      isScoredAlike,
    });

  test('is the same, and nothing is made of it', () => {
    expect(inOrder(issues, aPart([openssl, zlib]))).toBe('same');
    expect(inOrder([], aPart([]))).toBe('same');
  });

  test('goes through what was resolved, and what was not scanned', () => {
    const resolved = anIssue({ vulnerability: 'CVE-3', state: 'resolved', occurrences: [] });
    const elsewhere = known({ digest: other }, {});
    expect(inOrder([resolved, elsewhere, zlibIssue], aPart([openssl, zlib]))).toBe('same');
  });

  test('is bumped where one version or path of one part is another', () => {
    const parts = [known({}, { digest: other })];
    expect(inOrder(parts, aPart([openssl]), aPart([aFinding({ version: '3.0.12' })], other))).toBe('bumped');
    expect(inOrder(parts, aPart([aFinding({ path: 'usr/lib' })]), aPart([openssl], other))).toBe('bumped');
    expect(inOrder(issues, aPart([aFinding({ version: '3.0.12' }), zlib]))).toBe('bumped');
  });
});

describe('a scan that says the same of issues', () => {
  const hidden = { fixable: true, exploited: false, suppressed: true } as const;
  const accepted = anIssue({ ...at(hidden), state: 'accepted', detail: { ...anIssue().detail, epss: 0.2 } });

  test('is the same, in order or not', () => {
    const finding = aFinding(hidden);
    expect(standing([accepted, zlibIssue], aPart([finding, zlib]))).toBe('same');
    expect(standing([accepted, zlibIssue], aPart([zlib, finding]))).toBe('same');
  });

  test('is the same where a score is another that no route looks at, or nobody says it', () => {
    expect(standing(issues, aPart([aFinding({ epss: 0.09 }), zlib]))).toBe('same');
    expect(standing([accepted], aPart([aFinding(hidden)]))).toBe('same');
  });

  test('is the same where a score is that of what was not scanned, or of another finding', () => {
    const likely = anIssue({ ...at({}, { digest: other }), detail: { ...anIssue().detail, epss: 0.2 } });
    expect(standing([likely], aPart([aFinding({ epss: 0.01 })]))).toBe('same');
    const twice = anIssue({ ...at({ path: 'a' }, { path: 'b' }), detail: { ...anIssue().detail, epss: 0.2 } });
    const findings = [aFinding({ path: 'a', epss: 0.2 }), aFinding({ path: 'b', epss: 0.01 })];
    expect(standing([twice], aPart(findings))).toBe('same');
  });

  test('is the same where a score is that of what somebody accepted', () => {
    const both = anIssue(at({ path: 'a' }, { path: 'b', suppressed: true }));
    const findings = [aFinding({ path: 'a' }), aFinding({ path: 'b', suppressed: true, epss: 0.2 })];
    expect(standing([both], aPart(findings))).toBe('same');
  });
});

describe('a scan in another order', () => {
  test('is the same', () => {
    expect(standing(issues, aPart([zlib, openssl]))).toBe('same');
    const resolved = anIssue({ vulnerability: 'CVE-3', state: 'resolved', occurrences: [] });
    expect(standing([...issues, resolved], aPart([zlib, openssl]))).toBe('same');
  });

  test('is the same where one package is there twice', () => {
    const twice = [known({ path: 'a' }, { path: 'b' }), zlibIssue];
    const paths = ['b', 'a'].map((path) => aFinding({ path }));
    expect(standing(twice, aPart([...paths, zlib]))).toBe('same');
    expect(standing(twice, aPart([aFinding({ path: 'a' }), aFinding({ path: 'c' }), zlib]))).toBe('bumped');
  });

  test('leaves what was not scanned as it stood', () => {
    const two = [known({}, { digest: other }), zlibIssue];
    expect(standing(two, aPart([zlib, openssl]))).toBe('same');
  });

  test('is bumped where a version or path is another', () => {
    expect(standing(issues, aPart([zlib, aFinding({ version: '3.0.12' })]))).toBe('bumped');
    expect(standing(issues, aPart([aFinding({ ...OTHERS, path: 'usr/lib' }), openssl]))).toBe('bumped');
  });
});

describe('different', () => {
  test.each([
    ['a vulnerability', [aFinding({ vulnerability: 'CVE-9' }), zlib]],
    ['a package', [aFinding({ packageName: 'libssl3' }), zlib]],
    ['a type of package', [aFinding({ packageType: 'npm' }), zlib]],
    ['a severity', [aFinding({ severity: 'HIGH' }), zlib]],
  ])('is %s that is another, whatever the order', (_, findings) => {
    expect(standing(issues, aPart(findings))).toBe('different');
    expect(standing(issues, aPart(findings.toReversed()))).toBe('different');
  });

  test('is one more, one less, and none', () => {
    const third = aFinding({ vulnerability: 'CVE-3' });
    expect(standing(issues, aPart([openssl, zlib, third]))).toBe('different');
    expect(standing(issues, aPart([third, zlib, openssl]))).toBe('different');
    expect(standing(issues, aPart([zlib]))).toBe('different');
    expect(standing(issues, aPart([]))).toBe('different');
    expect(standing([], aPart([openssl]))).toBe('different');
  });

  test('is an issue in one part less, or more', () => {
    const two = [known({}, { digest: other })];
    expect(standing(two, aPart([openssl]), aPart([], other))).toBe('different');
    expect(standing([known({})], aPart([openssl]), aPart([openssl], other))).toBe('different');
  });

  test('is one of two ways that is no more', () => {
    const paths = known({ path: 'a' }, { path: 'b' });
    expect(standing([paths], aPart([aFinding({ path: 'b' })]))).toBe('different');
    const severities = known({ severity: 'HIGH' }, { severity: 'CRITICAL' });
    expect(standing([severities], aPart([openssl]))).toBe('different');
  });

  test('is what is said of an issue besides', () => {
    for (const fact of [{ fixable: true }, { fixable: false }, { exploited: true }, { suppressed: true }]) {
      expect(standing(issues, aPart([aFinding(fact), zlib]))).toBe('different');
      expect(standing(issues, aPart([zlib, aFinding(fact)]))).toBe('different');
    }
    const said = [anIssue(at({ fixable: true, exploited: false })), zlibIssue];
    expect(standing(said, aPart([zlib, aFinding({ fixable: true, exploited: false })]))).toBe('same');
    expect(standing(said, aPart([zlib, aFinding({ fixable: true })]))).toBe('different');
  });

  test('is a score that a route looks at', () => {
    expect(standing(issues, aPart([aFinding({ epss: 0.1 }), zlib]))).toBe('different');
    expect(standing(issues, aPart([zlib, aFinding({ epss: 0.1 })]))).toBe('different');
  });

  test('is a platform that is known now', () => {
    expect(standing(issues, { ...aPart([openssl, zlib]), platform: 'linux/amd64' })).toBe('different');
  });

  test('is an image that left nothing in its place, scanned or not', () => {
    expect(standing([known({}, { digest: gone })], aPart([openssl]))).toBe('different');
    expect(standing([known({ digest: gone })])).toBe('different');
  });

  test('is what was resolved and is found again', () => {
    const resolved = anIssue({ state: 'resolved', occurrences: [] });
    expect(standing([resolved, zlibIssue], aPart([openssl, zlib]))).toBe('different');
  });
});
