import { describe, expect, test } from 'vitest';
import type { Situation } from '../../../functions/core/domain/concern.ts';
import { decide } from '../../../functions/core/domain/decide.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { Receiver, Route } from '../../../functions/core/domain/policy.ts';
import {
  aBotReceiver,
  aDigest,
  aHead,
  anIssue,
  anOccurrence,
  aPattern,
  aPolicy,
  aRoute,
  aSecurityHubReceiver,
  aTopicReceiver,
  aWebhookReceiver,
} from '../../support/builders.ts';

const AT = '2026-11-21T08:00:05.000Z';

const release = aHead({ digest: aDigest('a') });
const branch = aHead({ digest: aDigest('b'), line: 'pr-*', tags: ['pr-1'] });

const inHead = ({ digest }: { readonly digest: string }, severity = 'CRITICAL') => ({
  severity,
  occurrences: [anOccurrence({ digest, severity })],
});
const byTag = (glob: string, overrides: Partial<Route> = {}) =>
  aRoute({ whose: { repository: null, tag: [aPattern(glob)] }, ...overrides });

const told = (...receivers: readonly string[]): Issue['told'] =>
  Object.fromEntries(receivers.map((receiver) => [receiver, { at: '2026-11-14T08:00:00.000Z', rank: 4 }]));
const over = { state: 'resolved', occurrences: [] } as const;

const opened = (issue: number) => ({ kind: 'opened', issue, cause: 'new-image' }) as const;
const resolved = (issue: number) => ({ kind: 'resolved', issue, cause: 'fixed' }) as const;
const unobserved = (issue: number) => ({ kind: 'unobserved', issue, cause: 'deleted' }) as const;

interface Deciding extends Pick<Situation, 'issues' | 'transitions'> {
  readonly routes?: readonly Route[];
  readonly receivers?: readonly Receiver[];
  readonly first?: boolean;
  readonly switched?: Situation['switched'];
}

const decided = ({
  routes = [aRoute()],
  receivers = [aBotReceiver()],
  first = false,
  switched = null,
  ...what
}: Deciding) => {
  const heads = [release, branch];
  const policy = aPolicy({ receivers, routes });
  return decide({ policy, repository: 'payments/api', headsBefore: heads, heads, switched, ...what }, first, AT);
};

describe('an alert names', () => {
  const issues = [
    anIssue({ vulnerability: 'CVE-1', ...inHead(branch, 'CRITICAL') }),
    anIssue({ vulnerability: 'CVE-2', ...inHead(release, 'HIGH') }),
  ];
  const routes = [byTag('v*', { mention: 'S0RELEASE' }), byTag('pr-*', { mention: 'S0BRANCH' }), byTag('web')];

  test('the routes that hold, in the order of the file, and whom they mention', () => {
    const { alerts } = decided({ issues, routes, transitions: [opened(0), opened(1)] });
    expect(alerts).toMatchObject([
      {
        kind: 'changes',
        issues: [0, 1],
        because: [
          { route: 1, rule: 'tag v*, every issue' },
          { route: 2, rule: 'tag pr-*, every issue' },
        ],
        mention: ['S0RELEASE', 'S0BRANCH'],
      },
    ]);
  });

  test('nobody where nothing worse happened, and each once', () => {
    expect(decided({ issues, routes, transitions: [] }).alerts).toMatchObject([
      { kind: 'summary', first: false, issues: [0, 1], mention: [] },
    ]);
    const alike = [byTag('v*', { mention: 'S0PAYMENTS' }), byTag('pr-*', { mention: 'S0PAYMENTS' })];
    expect(decided({ issues, routes: alike, transitions: [opened(0), opened(1)] }).alerts).toMatchObject([
      { mention: ['S0PAYMENTS'] },
    ]);
  });

  test('the routes of what is over beside those of what is new, each once', () => {
    const { alerts } = decided({
      issues: [
        anIssue({ vulnerability: 'CVE-1', ...inHead(branch) }),
        anIssue({ vulnerability: 'CVE-2', ...over, told: told('payments') }),
      ],
      routes: [byTag('v*'), byTag('pr-*'), byTag('pr-1')],
      transitions: [opened(0), unobserved(1)],
    });
    expect(alerts).toMatchObject([
      { issues: [0], unobserved: [1], because: [{ route: 1 }, { route: 2 }, { route: 3 }] },
    ]);
  });
});

describe('what each was told', () => {
  test('is kept of all receivers at once, beside what they were told before', () => {
    const issues = [anIssue({ ...inHead(release), told: told('on-call') }), anIssue({ ...inHead(branch) })];
    const { issues: after } = decided({
      issues,
      transitions: [opened(0)],
      receivers: [aBotReceiver('payments'), aTopicReceiver('platform')],
      routes: [byTag('v*'), byTag('v*', { to: 'platform' })],
    });
    const now = { at: AT, rank: 4 };
    expect(after).toEqual([{ ...issues[0], told: { ...told('on-call'), payments: now, platform: now } }, issues[1]]);
  });
});

describe('issues of every severity', () => {
  const severities = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
  const issues = severities.flatMap((severity) =>
    [told('audit'), {}].map((before, n) =>
      anIssue({ vulnerability: `${severity}-${n}`, ...inHead(release, severity), told: before }),
    ),
  );
  const { alerts, issues: after } = decided({ issues, transitions: issues.map((_, index) => opened(index)) });

  test('are told worst first', () => {
    expect(alerts).toMatchObject([{ issues: [8, 9, 6, 7, 4, 5, 2, 3, 0, 1] }]);
  });

  test('are each remembered by their own, beside what others were told', () => {
    expect(after).toEqual(
      issues.map((issue, index) => ({
        ...issue,
        told: { ...issue.told, payments: { at: AT, rank: Math.floor(index / 2) } },
      })),
    );
  });

  test('that were told alike share what says so', () => {
    const alike = decided({ issues: issues.map((issue) => ({ ...issue, told: {} })), transitions: [] }).issues;
    const same = {};
    const shared = decided({ issues: issues.map((issue) => ({ ...issue, told: same })), transitions: [] }).issues;
    expect(shared).toEqual(alike);
    expect(new Set(shared.map((issue) => issue.told)).size).toBe(severities.length);
  });
});

describe('Security Hub', () => {
  const hub = { receivers: [aSecurityHubReceiver()] };

  test('is told which routes hold, and mentions nobody', () => {
    const routes = [aRoute({ severity: 'HIGH', mention: 'S0PAYMENTS' })];
    const issues = [anIssue(inHead(release)), anIssue({ vulnerability: 'CVE-2', ...inHead(branch, 'LOW') })];
    expect(decided({ ...hub, routes, issues, transitions: [opened(0), opened(1)] }).alerts).toEqual([
      {
        kind: 'findings',
        receiver: 'payments',
        because: [{ route: 1, rule: 'every image, high and up' }],
        mention: [],
        issues: [0],
        handedOver: false,
      },
    ]);
  });

  test('is not told of the end of what it was not told of', () => {
    const issues = [anIssue(over), anIssue({ vulnerability: 'CVE-2', ...over, told: told('payments') })];
    expect(decided({ ...hub, issues, transitions: [resolved(0)] }).alerts).toEqual([]);
    expect(decided({ ...hub, issues, transitions: [resolved(0), resolved(1)] }).alerts).toMatchObject([
      { kind: 'findings', issues: [1], because: [] },
    ]);
  });
});

describe('that an issue is known as exploited', () => {
  const exploited = { kind: 'exploited', issue: 0 } as const;
  const issues = [anIssue({ ...inHead(release, 'LOW'), told: told('payments') })];

  test('is told once more to who was told, by name, and keeps the highest that it was told', () => {
    const { alerts, issues: after } = decided({
      issues,
      transitions: [exploited],
      routes: [aRoute({ mention: 'S0PAYMENTS' })],
    });
    expect(alerts).toMatchObject([{ kind: 'changes', issues: [0], mention: ['S0PAYMENTS'], toldBefore: {} }]);
    expect(after).toMatchObject([{ told: { payments: { at: AT, rank: 4 } } }]);
  });

  test('is told to nobody whose routes do not hold', () => {
    expect(decided({ issues, transitions: [exploited], routes: [aRoute({ severity: 'HIGH' })] }).alerts).toEqual([]);
  });
});

describe('that an issue can be fixed', () => {
  const fixable = (issue: number) => ({ kind: 'fixable', issue }) as const;
  const issues = [
    anIssue({ vulnerability: 'CVE-1', ...inHead(release, 'HIGH'), told: told('payments') }),
    anIssue({ vulnerability: 'CVE-2', ...inHead(release), told: told('payments') }),
    anIssue({ vulnerability: 'CVE-3', ...inHead(release, 'HIGH'), toldEarlier: told('payments') }),
    anIssue({ vulnerability: 'CVE-4', ...inHead(release, 'LOW'), told: told('payments') }),
  ];
  const transitions = [0, 1, 2, 3].map(fixable);
  const asking = aRoute({ severity: 'HIGH', also: ['fixable'] });

  test('is told to who asked and was told, by the routes that hold, worst first and to nobody by name', () => {
    const routes = [aRoute({ also: ['resolved'], mention: 'S0PAYMENTS' }), { ...asking, mention: 'S0PAYMENTS' }];
    expect(decided({ issues, transitions, routes }).alerts).toEqual([
      {
        kind: 'changes',
        receiver: 'payments',
        because: [{ route: 2, rule: 'every image, high and up' }],
        mention: [],
        issues: [],
        fixable: [1, 0],
        resolved: [],
        unobserved: [],
        returned: { HIGH: 1 },
        alsoYours: {},
        toldBefore: { HIGH: 1, CRITICAL: 1, LOW: 1 },
        accepted: {},
        below: {},
      },
    ]);
    expect(decided({ issues, transitions, routes: [aRoute()] }).alerts).toEqual([]);
  });

  test('is told by routes alone that choose an image that has it, and not where somebody accepted it', () => {
    const hidden = anOccurrence({ digest: branch.digest, suppressed: true });
    const [issue = anIssue()] = issues;
    const both = { ...issue, occurrences: [...issue.occurrences, hidden] };
    const routes = [byTag('v*'), byTag('pr-*', { also: ['fixable'] })];
    expect(decided({ issues: [both], transitions: [fixable(0)], routes }).alerts).toEqual([]);
  });

  test('is not told beside what is told of it anyhow', () => {
    const exploited = { kind: 'exploited', issue: 1 } as const;
    expect(decided({ issues, transitions: [...transitions, exploited], routes: [asking] }).alerts).toMatchObject([
      { issues: [1], fixable: [0] },
    ]);
  });
});

describe('what somebody accepted', () => {
  const hidden = anIssue({
    state: 'accepted',
    severity: 'HIGH',
    occurrences: [anOccurrence({ digest: release.digest, suppressed: true })],
    told: told('payments'),
  });
  const accepted = { kind: 'accepted', issue: 0, cause: 'suppressed' } as const;
  const open = anIssue({ vulnerability: 'CVE-2', ...inHead(release) });

  test('is told to nobody, and a thread does not call it resolved', () => {
    expect(decided({ issues: [hidden], transitions: [accepted] }).alerts).toEqual([]);
    expect(decided({ issues: [{ ...hidden, told: {} }], transitions: [accepted], first: true }).alerts).toEqual([]);
  });

  test('is counted beside what is told', () => {
    for (const first of [true, false])
      expect(decided({ issues: [hidden, open], transitions: [opened(1)], first }).alerts).toMatchObject([
        { issues: [1], accepted: { HIGH: 1 } },
      ]);
  });
});

describe('a switch to another engine', () => {
  const switched = { from: 'basic', to: 'enhanced', begins: true } as const;
  const unlisted = { kind: 'unobserved', issue: 0, cause: 'engine-switched' } as const;
  const known = anIssue({ ...inHead(release), told: told('payments') });
  const fresh = anIssue({ vulnerability: 'CVE-2', ...inHead(branch) });
  const gone = anIssue({ vulnerability: 'CVE-3', ...over, state: 'unobserved', told: told('payments') });

  test('is told to who was told of all, and to nobody whose routes do not hold', () => {
    const receivers = [aBotReceiver('payments'), aBotReceiver('platform')];
    const routes = [
      byTag('v*', { severity: 'LOW' }),
      byTag('v*', { severity: 'CRITICAL' }),
      byTag('pr-*'),
      byTag('pr-*', { to: 'platform' }),
    ];
    expect(decided({ issues: [known], transitions: [], receivers, routes, switched }).alerts).toEqual([
      {
        kind: 'summary',
        first: false,
        switched: { from: 'basic', to: 'enhanced' },
        receiver: 'payments',
        because: [
          { route: 1, rule: 'tag v*, low and up' },
          { route: 2, rule: 'tag v*, critical' },
        ],
        mention: [],
        issues: [],
        accepted: {},
        below: {},
      },
    ]);
  });

  test('is one with what is new, though other issues are no longer listed', () => {
    const also = ['resolved'] as const;
    const { alerts, issues } = decided({
      issues: [gone, known, fresh],
      transitions: [unlisted, opened(2)],
      routes: [aRoute({ also, mention: 'S0PAYMENTS' })],
      switched,
    });
    expect(alerts).toMatchObject([{ kind: 'summary', issues: [2], mention: ['S0PAYMENTS'] }]);
    expect(issues[2]?.told['payments']).toEqual({ at: AT, rank: 4 });
  });

  test('is told to who was told only of what is no longer listed: nothing is over', () => {
    expect(decided({ issues: [gone], transitions: [unlisted], switched }).alerts).toMatchObject([
      { kind: 'summary', issues: [], because: [{ route: 1 }] },
    ]);
    const untold = { ...gone, told: {} };
    expect(decided({ issues: [untold], transitions: [unlisted], switched }).alerts).toEqual([]);
  });

  test('is told again of other images only with what is unknown', () => {
    const later = { ...switched, begins: false };
    expect(decided({ issues: [gone, known], transitions: [unlisted], switched: later }).alerts).toEqual([]);
    expect(decided({ issues: [gone], transitions: [unlisted], switched: later }).alerts).toEqual([]);
    expect(decided({ issues: [known, fresh], transitions: [opened(1)], switched: later }).alerts).toMatchObject([
      { kind: 'summary', switched: { from: 'basic', to: 'enhanced' }, issues: [1] },
    ]);
    const returned = anIssue({ ...inHead(release), toldEarlier: told('payments') });
    expect(decided({ issues: [returned], transitions: [opened(0)], switched: later }).alerts).toEqual([]);
  });
});

describe('the end of the last issue that a receiver was told of', () => {
  const issues = [anIssue({ ...over, told: told('payments') })];
  const transitions = [resolved(0)];

  test('is for its thread to know, where its channel has threads', () => {
    expect(decided({ issues, transitions, receivers: [aBotReceiver()] }).alerts).toEqual([
      { kind: 'done', receiver: 'payments', because: [], mention: [] },
    ]);
    for (const receiver of [aWebhookReceiver(), aTopicReceiver()])
      expect(decided({ issues, transitions, receivers: [receiver] }).alerts).toEqual([]);
  });

  test('is not said again, nor of what others were told of', () => {
    expect(decided({ issues, transitions: [] }).alerts).toEqual([]);
    const foreign = anIssue({ vulnerability: 'CVE-2', ...over, told: told('platform') });
    expect(decided({ issues: [...issues, foreign], transitions: [resolved(1)] }).alerts).toEqual([]);
  });

  test('is not there while one that it was told of is open', () => {
    const open = anIssue({ vulnerability: 'CVE-2', ...inHead(release), told: told('payments') });
    expect(decided({ issues: [...issues, open], transitions }).alerts).toEqual([]);
    const eased = { kind: 'eased', issue: 1, from: 'CRITICAL', to: 'LOW' } as const;
    expect(decided({ issues: [...issues, open], transitions: [eased] }).alerts).toEqual([]);
  });
});

describe('a receiver of several routes hears of what is over', () => {
  const closed = (severity: string, ...receivers: readonly string[]) =>
    anIssue({ vulnerability: `CVE-${severity}`, severity, ...over, told: told(...receivers) });

  test('by the routes that asked for it and hold, worst first', () => {
    const also = ['resolved'] as const;
    const { alerts } = decided({
      issues: [closed('LOW', 'payments'), closed('HIGH', 'payments'), closed('CRITICAL', 'payments'), closed('ODD')],
      transitions: [0, 1, 2, 3].map(resolved),
      receivers: [aBotReceiver('payments'), aBotReceiver('platform')],
      routes: [
        byTag('v*', { severity: 'CRITICAL', also }),
        byTag('pr-*', { severity: 'HIGH', also }),
        byTag('v*', { severity: 'LOW' }),
        byTag('web', { also }),
        byTag('v*', { to: 'platform', also }),
      ],
    });
    expect(alerts).toMatchObject([
      { receiver: 'payments', resolved: [2, 1], unobserved: [], because: [{ route: 1 }, { route: 2 }] },
    ]);
  });

  test('as unobserved whether it asked or not, by the routes of its own that held', () => {
    const { alerts } = decided({
      issues: [closed('HIGH', 'payments'), closed('CRITICAL', 'platform')],
      transitions: [0, 1].map(unobserved),
      receivers: [aBotReceiver('payments'), aBotReceiver('platform')],
      routes: [
        byTag('v*', { severity: 'CRITICAL' }),
        byTag('pr-*', { severity: 'HIGH' }),
        byTag('v*', { to: 'platform' }),
      ],
    });
    expect(alerts).toMatchObject([
      { receiver: 'payments', resolved: [], unobserved: [0], because: [{ route: 2 }] },
      { receiver: 'platform', resolved: [], unobserved: [1], because: [{ route: 3 }] },
    ]);
    expect(alerts.map(({ because }) => because.length)).toEqual([1, 1]);
  });
});
