import { describe, expect, test } from 'vitest';
import { concerns, type Situation } from '../../../functions/core/domain/concern.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { Route } from '../../../functions/core/domain/policy.ts';
import {
  aBotReceiver,
  aDigest,
  aHead,
  anIssue,
  anOccurrence,
  aPattern,
  aPolicy,
  aRoute,
} from '../../support/builders.ts';

const release = aHead({ digest: aDigest('a') });
const branch = aHead({ digest: aDigest('b'), line: 'pr-*', tags: ['pr-1'] });
const other = aHead({ digest: aDigest('c'), line: 'web', tags: ['web'] });
const heads = [release, branch, other];

const byTag = (glob: string, overrides: Partial<Route> = {}) =>
  aRoute({ whose: { repository: null, tag: [aPattern(glob)] }, ...overrides });

const inHeads = (...all: readonly { readonly digest: string }[]): Pick<Issue, 'occurrences'> => ({
  occurrences: all.map(({ digest }) => anOccurrence({ digest })),
});

/** What the issues are to `payments`. */
const concern = (issues: readonly Issue[], routes: readonly Route[], transitions: Situation['transitions'] = []) => {
  const policy = aPolicy({ receivers: [aBotReceiver('payments')], routes });
  const [its] = concerns({
    policy,
    repository: 'payments/api',
    issues,
    transitions,
    headsBefore: heads,
    heads,
    switched: null,
  });
  return {
    unknown: its?.unknown.map(({ index, concern, routes }) => [index, concern, routes]),
    counts: its?.counts,
  };
};

const nothing = { news: {}, started: {}, returned: {}, toldBefore: {}, below: {}, accepted: {} };
const told = { payments: { at: '2026-11-14T08:00:00.000Z', rank: 3 } };

describe('the routes of an issue', () => {
  const routes = [byTag('v*'), byTag('pr-*'), byTag('*', { to: 'platform' })];

  test('are those that choose one of the images that have it', () => {
    const issues = [
      anIssue({ vulnerability: 'CVE-1', ...inHeads(release, branch) }),
      anIssue({ vulnerability: 'CVE-2', ...inHeads(release, release) }),
      anIssue({ vulnerability: 'CVE-3', ...inHeads(other, release, other, branch) }),
      anIssue({ vulnerability: 'CVE-4', ...inHeads(branch) }),
    ];
    expect(concern(issues, routes).unknown).toEqual([
      [0, 'started', [0, 1]],
      [1, 'started', [0]],
      [2, 'started', [0, 1]],
      [3, 'started', [1]],
    ]);
  });

  test('hold from their thresholds up: each by itself', () => {
    const high = anIssue({ severity: 'HIGH', ...inHeads(release) });
    const strict = [byTag('v*', { severity: 'CRITICAL' }), byTag('v*', { severity: 'HIGH' })];
    expect(concern([high], strict)).toEqual({
      unknown: [[0, 'started', [1]]],
      counts: { ...nothing, started: { HIGH: 1 } },
    });
  });
});

describe('an issue that somebody accepted', () => {
  const hidden = (severity: string, ...all: readonly { readonly digest: string }[]) =>
    anIssue({
      state: 'accepted',
      severity,
      occurrences: all.map(({ digest }) => anOccurrence({ digest, suppressed: true })),
    });

  test('is counted where a route would hold, and nothing else', () => {
    const routes = [byTag('v*', { severity: 'HIGH' })];
    expect(concern([hidden('HIGH', release), hidden('LOW', release), hidden('HIGH', branch)], routes)).toEqual({
      unknown: [],
      counts: { ...nothing, accepted: { HIGH: 1 } },
    });
  });

  test('in one image concerns those of the other', () => {
    const inBranch = anOccurrence({ digest: branch.digest, suppressed: true });
    const issue = anIssue({ occurrences: [...inHeads(release).occurrences, inBranch] });
    expect(concern([issue], [byTag('v*')]).unknown).toEqual([[0, 'started', [0]]]);
    expect(concern([issue], [byTag('pr-*')])).toEqual({ unknown: [], counts: nothing });
  });
});

describe('what a route does not ask for', () => {
  test('is below: a fact that is not so, or that nobody says', () => {
    const exploited = anIssue({ ...inHeads(release), detail: { ...anIssue().detail, exploited: true } });
    const routes = [byTag('v*', { exploited: true })];
    expect(concern([anIssue(inHeads(release)), exploited], routes)).toEqual({
      unknown: [[1, 'started', [0]]],
      counts: { ...nothing, started: { CRITICAL: 1 }, below: { CRITICAL: 1 } },
    });
  });

  test('is in an image that is not in use', () => {
    const routes = [byTag('v*', { inUse: true })];
    expect(concern([anIssue(inHeads(release))], routes)).toEqual({ unknown: [], counts: nothing });
  });
});

describe('below', () => {
  const routes = [byTag('v*', { severity: 'HIGH' })];

  test('are the open issues of images that the receiver hears of, and no others', () => {
    const issues = [
      anIssue({ severity: 'LOW', ...inHeads(release) }),
      anIssue({ vulnerability: 'CVE-2', severity: 'LOW', ...inHeads(release, branch) }),
      anIssue({ vulnerability: 'CVE-3', severity: 'MEDIUM', ...inHeads(branch) }),
      anIssue({ vulnerability: 'CVE-4', severity: 'LOW', state: 'resolved', occurrences: [] }),
    ];
    expect(concern(issues, routes)).toEqual({ unknown: [], counts: { ...nothing, below: { LOW: 2 } } });
  });
});

describe('to a receiver that was not told', () => {
  const issue = anIssue(inHeads(release));
  const escalated = { kind: 'escalated', issue: 0, from: 'HIGH', to: 'CRITICAL' } as const;
  const eased = { kind: 'eased', issue: 0, from: 'CRITICAL', to: 'HIGH' } as const;

  test('what opened or escalated is news', () => {
    for (const transition of [{ kind: 'opened', issue: 0, cause: 'disclosed' } as const, escalated])
      expect(concern([issue], [aRoute()], [transition]).unknown).toEqual([[0, 'news', [0]]]);
  });

  test('what eased, or did not change, only started to concern it', () => {
    expect(concern([issue], [aRoute()], [eased]).unknown).toEqual([[0, 'started', [0]]]);
    expect(concern([issue], [aRoute()]).unknown).toEqual([[0, 'started', [0]]]);
  });

  test('what it was told of a week ago returned, unless it is worse than what it was told', () => {
    const opened = { kind: 'opened', issue: 0, cause: 'reopened' } as const;
    const high = anIssue({ severity: 'HIGH', ...inHeads(release), toldEarlier: told });
    expect(concern([high], [aRoute()], [opened])).toEqual({
      unknown: [[0, 'returned', [0]]],
      counts: { ...nothing, returned: { HIGH: 1 } },
    });
    expect(concern([anIssue({ ...high, severity: 'CRITICAL' })], [aRoute()], [opened]).unknown).toEqual([
      [0, 'news', [0]],
    ]);
  });
});

describe('to a receiver that was told', () => {
  const issue = anIssue({ ...inHeads(release), told });
  const escalated = { kind: 'escalated', issue: 0, from: 'MEDIUM', to: 'HIGH' } as const;

  test('an escalation above what it was told is news, any other is none', () => {
    expect(concern([issue], [aRoute()], [{ ...escalated, to: 'CRITICAL' }]).unknown).toEqual([[0, 'news', [0]]]);
    const high = anIssue({ ...issue, severity: 'HIGH' });
    expect(concern([high], [aRoute()], [escalated])).toEqual({
      unknown: [],
      counts: { ...nothing, toldBefore: { HIGH: 1 } },
    });
  });

  test('that it became known as exploited is news, however bad; of what it does not hear it is none', () => {
    const exploited = { kind: 'exploited', issue: 0 } as const;
    const low = anIssue({ ...issue, severity: 'LOW' });
    expect(concern([low], [aRoute()], [exploited]).unknown).toEqual([[0, 'news', [0]]]);
    expect(concern([low], [aRoute({ severity: 'HIGH' })], [exploited]).counts?.below).toEqual({ LOW: 1 });
    const returned = anIssue({ ...inHeads(release), severity: 'LOW', toldEarlier: told });
    expect(concern([returned], [aRoute()], [exploited]).unknown).toEqual([[0, 'news', [0]]]);
  });

  test('that it can be fixed is none', () => {
    expect(concern([issue], [aRoute()], [{ kind: 'fixable', issue: 0 }]).unknown).toEqual([]);
  });

  test('a worse one that did not change is none: another policy rates it', () => {
    expect(concern([issue], [aRoute()]).counts).toEqual({ ...nothing, toldBefore: { CRITICAL: 1 } });
  });
});
