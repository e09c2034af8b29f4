import { describe, expect, test } from 'vitest';
import type { Before } from '../../../functions/core/domain/evaluation.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import { remind } from '../../../functions/core/domain/remind.ts';
import {
  aBotReceiver,
  aDigest,
  aHead,
  aLedger,
  anIndex,
  anIssue,
  anOccurrence,
  aPattern,
  aPolicy,
  aRegistry,
  aRoute,
  aSecurityHubReceiver,
  headsOf,
} from '../../support/builders.ts';
import { recordOf } from '../../support/story.ts';

const AT = '2026-11-28T08:00:05.000Z';
const TOLD_AT = '2026-11-21T08:00:05.000Z';
const told: Issue['told'] = { payments: { at: TOLD_AT, rank: 4 } };

const asking = aPolicy({ routes: [aRoute({ severity: 'HIGH', remindDays: 7 })] });

const reminded = (before: Partial<Before>, policy = asking) =>
  remind(
    {
      policy,
      registry: aRegistry(),
      repository: 'payments/api',
      lineage: 'payments/api',
      before: {
        version: 3,
        recordKey: 'records/3.json.gz',
        policyHash: policy.hash,
        heads: [aHead()],
        ledger: aLedger({ issues: [anIssue({ told })] }),
        ...before,
      },
      trigger: 'due-1',
      at: AT,
    },
    { receiver: 'payments', toldAt: TOLD_AT },
  );

const issuesTold = (...issues: readonly Partial<Issue>[]) =>
  aLedger({ issues: issues.map((each) => anIssue({ told, ...each })) });

describe('a reminder', () => {
  test('is of what the receiver was told of and is open still, and changes nothing', () => {
    const { scans, transitions, alerts, ledger, heads, version, trigger } = recordOf(reminded({}));
    expect(alerts).toEqual([
      {
        kind: 'reminder',
        receiver: 'payments',
        because: [{ route: 1, rule: 'every image, high and up' }],
        mention: [],
        issues: [0],
        toldAt: TOLD_AT,
      },
    ]);
    expect({ scans, transitions, ledger, heads, version, trigger }).toEqual({
      scans: [],
      transitions: [],
      ledger: issuesTold({}),
      heads: [aHead()],
      version: 4,
      trigger: 'due-1',
    });
    expect(reminded({})).toMatchObject({ kind: 'changed', news: true });
  });

  test('has the worst first, and neither what is over, nor what others were told of, nor what is below', () => {
    const ledger = issuesTold(
      { vulnerability: 'CVE-1', severity: 'HIGH' },
      { vulnerability: 'CVE-2' },
      { vulnerability: 'CVE-3', state: 'resolved', occurrences: [] },
      { vulnerability: 'CVE-4', told: { platform: { at: TOLD_AT, rank: 4 } } },
      { vulnerability: 'CVE-5', severity: 'MEDIUM' },
    );
    expect(recordOf(reminded({ ledger })).alerts).toMatchObject([{ issues: [1, 0] }]);
  });

  test('names the routes that asked for it and hold, and no others', () => {
    const byTag = (glob: string) => ({ repository: null, tag: [aPattern(glob)] });
    const policy = aPolicy({
      receivers: [aBotReceiver('payments'), aBotReceiver('platform')],
      routes: [
        aRoute({ severity: 'HIGH' }),
        aRoute({ severity: 'CRITICAL', remindDays: 14 }),
        aRoute({ severity: 'MEDIUM', remindDays: 7 }),
        aRoute({ severity: 'LOW', remindDays: 7 }),
        aRoute({ whose: byTag('prod'), remindDays: 1 }),
        aRoute({ to: 'platform', remindDays: 1 }),
      ],
    });
    const ledger = issuesTold(
      { vulnerability: 'CVE-1', severity: 'LOW' },
      { vulnerability: 'CVE-2', severity: 'HIGH' },
    );
    expect(recordOf(reminded({ ledger }, policy)).alerts).toMatchObject([
      { issues: [1, 0], because: [{ route: 3 }, { route: 4 }] },
    ]);
  });

  test('is of the image pushed last, with all its parts', () => {
    const parts = { 'linux/amd64': aDigest('1'), 'linux/arm64': aDigest('2') };
    const index = anIndex(parts, { tags: ['v1.4.3', 'prod'], pushedAt: '2026-11-02T09:00:00.000Z' });
    const newest = headsOf(index);
    const heads = [
      aHead({ line: 'pr-*', pushedAt: '2026-11-01T09:00:00.000Z', digest: aDigest('b') }),
      ...newest,
      ...newest.map((head) => ({ ...head, line: 'prod' })),
      aHead({ line: 'web', digest: aDigest('c') }),
    ];
    expect(recordOf(reminded({ heads })).image).toEqual(index);
    expect(recordOf(reminded({ heads: heads.toReversed() })).image.digest).toBe(index.digest);
  });

  test('has the digests of the images that stand there now', () => {
    const rebuilt = aHead({ digest: aDigest('b'), recordedAs: aDigest('a'), bumped: true });
    const { heads, ledger } = recordOf(reminded({ heads: [rebuilt] }));
    expect(heads).toEqual([{ ...rebuilt, recordedAs: rebuilt.digest }]);
    expect(ledger).toEqual(issuesTold({ occurrences: [anOccurrence({ digest: rebuilt.digest })] }));
  });
});

describe('Security Hub', () => {
  const policy = aPolicy({
    hash: 'another',
    receivers: [aSecurityHubReceiver('payments')],
    routes: [aRoute({ severity: 'HIGH' }), aRoute({ to: 'platform' })],
  });

  test('is told again of all that it was told and is open, whatever its routes hold for', () => {
    const ledger = issuesTold(
      { vulnerability: 'CVE-1', severity: 'LOW' },
      { vulnerability: 'CVE-2', severity: 'HIGH' },
      { vulnerability: 'CVE-3', state: 'resolved', occurrences: [] },
      { vulnerability: 'CVE-4', told: {} },
    );
    expect(recordOf(reminded({ ledger }, policy)).alerts).toEqual([
      {
        kind: 'findings',
        receiver: 'payments',
        because: [{ route: 1, rule: 'every image, high and up' }],
        mention: [],
        issues: [1, 0],
        handedOver: false,
      },
    ]);
    expect(reminded({ ledger: aLedger() }, policy)).toMatchObject({ kind: 'unchanged' });
  });
});

test('what another policy makes hold is left to be told', () => {
  expect(recordOf(reminded({ policyHash: 'before' })).policyHash).toBe('before');
  expect(recordOf(reminded({ policyHash: null })).policyHash).toBe(asking.hash);
});

test.each([
  ['nothing is open', { ledger: issuesTold({ state: 'resolved', occurrences: [] }) }, asking],
  ['all was accepted', { ledger: issuesTold({ state: 'accepted' }) }, asking],
  ['it was told of nothing', { ledger: aLedger() }, asking],
  ['no image is live', { heads: [] }, asking],
  ['no route asked for it', {}, aPolicy({ routes: [aRoute()] })],
  ['no route that asked for it holds', { ledger: issuesTold({ severity: 'LOW' }) }, asking],
])('nobody is reminded where %s', (_, before, policy) => {
  expect(reminded(before, policy)).toEqual({
    kind: 'unchanged',
    reason: 'nothing is open that payments asked to be reminded of',
  });
});
