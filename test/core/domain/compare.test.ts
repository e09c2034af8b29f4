import { describe, expect, test } from 'vitest';
import { compare } from '../../../functions/core/domain/compare.ts';
import type { EngineSwitch } from '../../../functions/core/domain/engine-switch.ts';
import type { Finding } from '../../../functions/core/domain/finding.ts';
import { findingsIn } from '../../../functions/core/domain/found.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { Head } from '../../../functions/core/domain/lineage.ts';
import { successionOf } from '../../../functions/core/domain/succession.ts';
import { aDigest, aFinding, aHead, anIssue, anOccurrence } from '../../support/builders.ts';

const AT = '2026-11-28T08:00:00.000Z';

const old = aHead({ digest: aDigest('a') });
const rebuilt = aHead({ digest: aDigest('b') });
const branch = aHead({ digest: aDigest('c'), line: 'pr-*' });

interface Change {
  readonly before?: readonly Head[];
  readonly after: readonly Head[];
  /** What the heads scanned now have. */
  readonly found: ReadonlyMap<Head, readonly Finding[]>;
  readonly standsFor?: (recorded: string) => string;
  readonly switched?: EngineSwitch;
}

/** What becomes of these issues. */
const compared = (
  issues: readonly Issue[],
  { before = [], after, found, standsFor = (digest) => digest, switched }: Change,
) => {
  const parts = [...found].map(([{ digest, platform }, findings]) => ({ digest, platform, findings }));
  return compare({
    issues,
    findings: () => findingsIn(parts),
    scanned: new Set(parts.map(({ digest }) => digest)),
    standsFor,
    succession: successionOf(before, after),
    switched: switched ?? null,
    causeOf: () => 'new-image',
    gone: 'deleted',
    unratedAs: 'MEDIUM',
    at: AT,
  });
};

const inHeads = (...heads: readonly Head[]) => heads.map(({ digest }) => anOccurrence({ digest }));

describe('an issue that nobody knew', () => {
  test('opens with all that is known of it, and nobody told', () => {
    const { issues, transitions } = compared([], { after: [old], found: new Map([[old, [aFinding()]]]) });
    const { fixedIn, fixable, exploited, epss, layer, cvss, advisory, description } = aFinding();
    expect(issues).toEqual([
      {
        vulnerability: 'CVE-2026-1234',
        packageType: 'os',
        packageName: 'openssl',
        state: 'open',
        severity: 'CRITICAL',
        firstSeenAt: AT,
        openedAt: AT,
        resolvedAt: null,
        occurrences: [{ digest: old.digest, platform: null, severity: 'CRITICAL', version: '3.0.11', path: null }],
        told: {},
        toldEarlier: {},
        detail: { fixedIn, fixable, exploited, epss, layer, cvss, advisory, description },
      },
    ]);
    expect(transitions).toEqual([{ kind: 'opened', issue: 0, cause: 'new-image' }]);
  });

  test('is as severe as the worst of its occurrences, wherever that is', () => {
    const graded = (...severities: readonly string[]) =>
      compared([], {
        after: [old],
        found: new Map([[old, severities.map((severity, at) => aFinding({ severity, path: `${at}` }))]]),
      }).issues[0]?.severity;
    expect(graded('LOW', 'CRITICAL', 'HIGH')).toBe('CRITICAL');
    expect(graded('HIGH', 'LOW')).toBe('HIGH');
    expect(graded('LOW', 'UNDEFINED')).toBe('UNDEFINED');
    expect(graded('MEDIUM', 'UNDEFINED')).toBe('MEDIUM');
  });
});

describe('an issue that stays open', () => {
  test('has the details of the finding seen last, and keeps them where it is not found again', () => {
    const known = anIssue({ occurrences: inHeads(old, branch) });
    const heads = { before: [old, branch], after: [old, branch] };
    const found = [aFinding({ description: 'Once.' }), aFinding({ path: 'usr/lib', description: 'Rated anew.' })];
    const again = compared([known], { ...heads, found: new Map([[old, found]]) });
    expect(again.issues[0]?.detail.description).toBe('Rated anew.');
    const elsewhere = compared([known], { ...heads, found: new Map([[old, []]]) });
    expect(elsewhere.issues).toEqual([{ ...known, occurrences: inHeads(branch) }]);
    expect(elsewhere.transitions).toEqual([]);
  });

  test('is in the image that stands where the ledger has another', () => {
    const known = anIssue({ occurrences: inHeads(old, branch) });
    const { issues } = compared([known], {
      before: [rebuilt, branch],
      after: [rebuilt, branch],
      found: new Map([[branch, []]]),
      standsFor: (digest) => (digest === old.digest ? rebuilt.digest : digest),
    });
    expect(issues).toEqual([{ ...known, occurrences: inHeads(rebuilt) }]);
  });

  test('neither escalated nor eased where only its name changed', () => {
    const known = anIssue({ severity: 'MEDIUM', occurrences: inHeads(old) });
    const found = new Map([[old, [aFinding({ severity: 'UNDEFINED' })]]]);
    const { issues, transitions } = compared([known], { before: [old], after: [old], found });
    expect(transitions).toEqual([]);
    expect(issues[0]?.severity).toBe('UNDEFINED');
  });
});

describe('facts of an issue that stays open', () => {
  const facts = (before: Partial<Issue['detail']>, finding: Partial<Finding>, switched?: EngineSwitch) => {
    const { detail } = anIssue();
    const known = anIssue({ severity: 'HIGH', occurrences: inHeads(old), detail: { ...detail, ...before } });
    const found = new Map([[old, [aFinding({ severity: 'HIGH', ...finding })]]]);
    const change = { before: [old], after: [old], found };
    return compared([known], switched === undefined ? change : { ...change, switched }).transitions;
  };
  const switched: EngineSwitch = {
    from: 'basic',
    to: 'enhanced',
    begins: true,
    places: new Set([old.digest]),
    scanned: new Set([old.digest]),
    already: new Set(),
  };

  test('change after its severity does', () => {
    expect(facts({ fixable: false }, { severity: 'CRITICAL', exploited: true, fixable: true })).toEqual([
      { kind: 'escalated', issue: 0, from: 'HIGH', to: 'CRITICAL' },
      { kind: 'exploited', issue: 0 },
      { kind: 'fixable', issue: 0 },
    ]);
  });

  test.each(['exploited', 'fixable'] as const)('are that it became %s, once', (fact) => {
    for (const before of [false, null])
      expect(facts({ [fact]: before }, { [fact]: true })).toEqual([{ kind: fact, issue: 0 }]);
    expect(facts({ [fact]: true }, { [fact]: true })).toEqual([]);
    expect(facts({ [fact]: true }, { [fact]: false })).toEqual([]);
  });

  test('are no fix that another engine did not speak of', () => {
    expect(facts({ fixable: null }, { fixable: true }, switched)).toEqual([]);
    expect(facts({ fixable: false }, { fixable: true }, switched)).toEqual([{ kind: 'fixable', issue: 0 }]);
    expect(facts({ exploited: null }, { exploited: true }, switched)).toEqual([{ kind: 'exploited', issue: 0 }]);
    const elsewhere = { ...switched, places: new Set([branch.digest]) };
    expect(facts({ fixable: null }, { fixable: true }, elsewhere)).toEqual([{ kind: 'fixable', issue: 0 }]);
  });
});

describe('an issue that somebody accepted', () => {
  const told = { payments: { at: '2026-11-14T08:00:00.000Z', rank: 4 } };
  const both = { before: [old, branch], after: [old, branch] };
  const hidden = aFinding({ suppressed: true });

  test('in all images that have it is accepted, and is no more open than it is told', () => {
    const known = anIssue({ occurrences: inHeads(old), told });
    const { issues, transitions } = compared([known], { ...both, found: new Map([[old, [hidden]]]) });
    expect(transitions).toEqual([{ kind: 'accepted', cause: 'suppressed', issue: 0 }]);
    expect(issues).toEqual([
      { ...known, state: 'accepted', occurrences: [{ ...anOccurrence({ digest: old.digest }), suppressed: true }] },
    ]);
  });

  test('in one image of two is open, as bad as it is in the other', () => {
    const known = anIssue({ severity: 'HIGH', occurrences: inHeads(old, branch) });
    const found = new Map([
      [old, [aFinding({ severity: 'HIGH', description: 'Open.' })]],
      [branch, [aFinding({ suppressed: true, exploited: true, fixable: true, description: 'Accepted.' })]],
    ]);
    const { issues, transitions } = compared([known], { ...both, found });
    expect(transitions).toEqual([]);
    expect(issues).toMatchObject([{ state: 'open', severity: 'HIGH' }]);
    expect(issues[0]?.detail).toMatchObject({ exploited: null, fixable: null, description: 'Open.' });
  });

  test('is accepted once the image is gone where it was not', () => {
    const inBranch = anOccurrence({ digest: branch.digest, suppressed: true });
    const known = anIssue({ occurrences: [...inHeads(old), inBranch] });
    const { transitions } = compared([known], { before: [old, branch], after: [branch], found: new Map() });
    expect(transitions).toEqual([{ kind: 'accepted', cause: 'suppressed', issue: 0 }]);
  });

  test('before anybody saw it is accepted from the first', () => {
    const { issues, transitions } = compared([], { after: [old], found: new Map([[old, [hidden]]]) });
    expect(transitions).toEqual([{ kind: 'accepted', cause: 'suppressed', issue: 0 }]);
    expect(issues).toMatchObject([{ state: 'accepted', severity: 'CRITICAL', told: {}, firstSeenAt: AT }]);
  });

  test('and was over before is accepted, and nobody told', () => {
    const over = anIssue({ state: 'resolved', resolvedAt: AT, occurrences: [], told, toldEarlier: told });
    const { issues, transitions } = compared([over], { ...both, found: new Map([[old, [hidden]]]) });
    expect(transitions).toEqual([{ kind: 'accepted', cause: 'suppressed', issue: 0 }]);
    expect(issues).toMatchObject([{ state: 'accepted', told: {}, toldEarlier: {} }]);
  });

  const accepted = anIssue({
    state: 'accepted',
    openedAt: '2026-11-01T08:00:00.000Z',
    resolvedAt: AT,
    occurrences: inHeads(old).map((each) => ({ ...each, suppressed: true as const })),
    told,
  });

  test('stays so, whatever is said of it', () => {
    const worse = aFinding({ suppressed: true, severity: 'ODD', exploited: true, fixable: true });
    const { issues, transitions } = compared([accepted], { ...both, found: new Map([[old, [worse]]]) });
    expect(transitions).toEqual([]);
    expect(issues).toMatchObject([{ state: 'accepted', severity: 'ODD', detail: { exploited: true }, told }]);
  });

  test('opens where nobody does any more, and nobody was told', () => {
    const { issues, transitions } = compared([accepted], { ...both, found: new Map([[old, [aFinding()]]]) });
    expect(transitions).toEqual([{ kind: 'opened', cause: 'voided', issue: 0 }]);
    expect(issues).toMatchObject([{ state: 'open', openedAt: AT, told: {}, toldEarlier: {} }]);
  });

  test('is over as any other', () => {
    const { issues, transitions } = compared([accepted], { ...both, found: new Map([[old, []]]) });
    expect(transitions).toEqual([{ kind: 'resolved', cause: 'retracted', issue: 0 }]);
    expect(issues).toMatchObject([{ state: 'resolved', told, occurrences: [] }]);
  });
});

describe('an issue that no image has any more', () => {
  test('is unobserved where another engine does not list it, whatever else became of its images', () => {
    const known = anIssue({ occurrences: inHeads(old, branch) });
    const { transitions } = compared([known], {
      before: [old, branch],
      after: [rebuilt],
      found: new Map([[rebuilt, []]]),
      switched: {
        from: 'basic',
        to: 'enhanced',
        begins: true,
        places: new Set([old.digest]),
        scanned: new Set([rebuilt.digest]),
        already: new Set(),
      },
    });
    expect(transitions).toEqual([{ kind: 'unobserved', cause: 'engine-switched', issue: 0 }]);
  });

  test('is unobserved where one of its images went without anything in its place', () => {
    const known = anIssue({ occurrences: inHeads(old, branch) });
    const { issues, transitions } = compared([known], {
      before: [old, branch],
      after: [rebuilt],
      found: new Map([[rebuilt, []]]),
    });
    expect(transitions).toEqual([{ kind: 'unobserved', cause: 'deleted', issue: 0 }]);
    expect(issues).toEqual([{ ...known, state: 'unobserved', resolvedAt: AT, occurrences: [] }]);
  });

  test('is retracted where one of its images is still there without it', () => {
    const known = anIssue({ occurrences: inHeads(old, branch) });
    const { issues, transitions } = compared([known], {
      before: [old, branch],
      after: [rebuilt, branch],
      found: new Map([
        [rebuilt, []],
        [branch, []],
      ]),
    });
    expect(transitions).toEqual([{ kind: 'resolved', cause: 'retracted', issue: 0 }]);
    expect(issues).toEqual([{ ...known, state: 'resolved', resolvedAt: AT, occurrences: [] }]);
  });
});

describe('an issue that opens again', () => {
  const told = { payments: { at: '2026-11-14T08:00:00.000Z', rank: 4 } };
  const toldEarlier = { platform: { at: '2026-11-07T08:00:00.000Z', rank: 3 } };
  const reopened = (before: Partial<Issue>) =>
    compared([anIssue({ state: 'resolved', occurrences: [], told, toldEarlier, ...before })], {
      before: [old],
      after: [old],
      found: new Map([[old, [aFinding({ description: 'Found anew.' })]]]),
    });

  test('within a week keeps who was told, of this time and those before', () => {
    const { issues, transitions } = reopened({ resolvedAt: '2026-11-21T08:00:00.000Z' });
    expect(transitions).toEqual([{ kind: 'opened', cause: 'reopened', issue: 0 }]);
    expect(issues).toMatchObject([{ state: 'open', openedAt: AT, detail: { description: 'Found anew.' } }]);
    expect(issues[0]).toMatchObject({ told: {}, toldEarlier: { ...toldEarlier, ...told } });
  });

  test.each([
    ['after a week', { resolvedAt: '2026-11-21T07:59:59.999Z' }],
    [
      'where it was not resolved, but out of sight',
      { state: 'unobserved' as const, resolvedAt: '2026-11-27T08:00:00.000Z' },
    ],
    ['without ever being resolved', { state: 'accepted' as const, resolvedAt: null }],
  ])('%s is news to everybody', (_, before) => {
    expect(reopened(before).issues).toMatchObject([{ state: 'open', told: {} }]);
    expect(reopened(before).issues[0]?.toldEarlier).toEqual({});
  });
});
