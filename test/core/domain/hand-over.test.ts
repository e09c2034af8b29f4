import { expect, test } from 'vitest';
import type { Setting } from '../../../functions/core/domain/evaluation.ts';
import { handOver } from '../../../functions/core/domain/hand-over.ts';
import {
  aBotReceiver,
  aDigest,
  aHead,
  aLedger,
  anImage,
  anIssue,
  anOccurrence,
  aPolicy,
  aRegistry,
  aSecurityHubReceiver,
} from '../../support/builders.ts';
import { recordOf } from '../../support/story.ts';

const NOW = { at: '2026-11-21T08:00:05.000Z', rank: 4 };
const rebuilt = aHead({ digest: aDigest('b'), recordedAs: aDigest('a') });

const setting = (issues: Setting['before']['ledger']['issues']): Setting => ({
  policy: aPolicy({
    receivers: [aBotReceiver('payments'), aSecurityHubReceiver('hub'), aSecurityHubReceiver('audit')],
  }),
  registry: aRegistry(),
  repository: 'payments/api',
  lineage: 'payments/api',
  before: { version: 3, recordKey: null, policyHash: 'before', heads: [rebuilt], ledger: aLedger({ issues }) },
  trigger: 'event-1',
  at: NOW.at,
});

test('Security Hub gives back what it was told of and is open, and was told nothing then', () => {
  const issues = [
    anIssue({ vulnerability: 'CVE-1', severity: 'HIGH', told: { hub: NOW, payments: NOW } }),
    anIssue({ vulnerability: 'CVE-2', told: { hub: NOW } }),
    anIssue({ vulnerability: 'CVE-3', told: { payments: NOW } }),
    anIssue({ vulnerability: 'CVE-4', state: 'resolved', occurrences: [], told: { hub: NOW, audit: NOW } }),
  ];
  const evaluated = handOver(setting(issues), anImage());
  if (evaluated === null) throw new Error('nothing to hand over');
  const { alerts, scans, transitions, heads, ledger, policyHash } = recordOf(evaluated);
  expect(evaluated).toMatchObject({ news: true });
  expect(scans).toEqual([]);
  expect(alerts).toEqual([
    { kind: 'findings', receiver: 'hub', because: [], mention: [], issues: [1, 0], handedOver: true },
  ]);
  expect(transitions).toEqual([]);
  expect(policyHash).toBe('before');
  expect(heads).toEqual([{ ...rebuilt, recordedAs: rebuilt.digest }]);
  expect(ledger.issues.map(({ told }) => Object.keys(told))).toEqual([['payments'], [], ['payments'], []]);
  expect(ledger.issues[0]?.occurrences).toEqual([anOccurrence({ digest: rebuilt.digest, severity: 'HIGH' })]);
});

test('where it was told of nothing that is open there is nothing to give back', () => {
  const over = anIssue({ state: 'resolved', occurrences: [], told: { hub: NOW } });
  expect(handOver(setting([over, anIssue({ told: { payments: NOW } })]), anImage())).toBe(null);
});
