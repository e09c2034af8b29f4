import { expect, test } from 'vitest';
import { evaluatePosture } from '../../../functions/core/domain/evaluate-posture.ts';
import { NOTHING_BEFORE, type Setting } from '../../../functions/core/domain/evaluation.ts';
import { aDigest, aHead, aLedger, anIssue, anOccurrence, aPolicy, aRegistry } from '../../support/builders.ts';

const newer = aHead({ digest: aDigest('b'), tags: ['v1.4.3'], pushedAt: '2026-11-01T00:00:00.000Z' });
const severities = ['HIGH', 'LOW'] as const;
const issues = [
  anIssue({ severity: severities[0], occurrences: [anOccurrence({ digest: aDigest('b') })] }),
  anIssue({ severity: severities[1], state: 'resolved', occurrences: [anOccurrence({ digest: aDigest('b') })] }),
  anIssue({ severity: severities[1], occurrences: [anOccurrence({ digest: aDigest('c') })] }),
];

const aSetting = (heads = [aHead(), newer]): Setting => ({
  policy: aPolicy(),
  registry: aRegistry(),
  repository: 'payments/api',
  lineage: 'payments/api',
  before: { ...NOTHING_BEFORE, version: 4, recordKey: 'records/4.json.gz', heads, ledger: aLedger({ issues }) },
  trigger: 'event-1',
  at: '2026-11-21T08:00:05.000Z',
});

const MANUAL = { frequency: 'MANUAL', previous: 'SCAN_ON_PUSH' };

test('that nothing scans a repository any more is told of its newest live image, with what stays open there', () => {
  expect(evaluatePosture(aSetting(), MANUAL)).toMatchObject({
    kind: 'changed',
    news: true,
    record: {
      version: 5,
      image: { digest: aDigest('b'), tags: ['v1.4.3'] },
      scans: [],
      transitions: [],
      alerts: [
        {
          kind: 'posture-news',
          receiver: 'payments',
          because: [{ route: 1, rule: 'payments/**, high and up' }],
          mention: [],
          ...MANUAL,
          lastComplete: { tags: ['v1.4.3'], digest: aDigest('b'), open: { HIGH: 1 } },
        },
      ],
      ledger: { issues: [{ state: 'open' }, { state: 'resolved' }, { state: 'open' }] },
    },
  });
});

test('a repository without a live image is no news', () => {
  expect(evaluatePosture(aSetting([]), MANUAL)).toEqual({
    kind: 'unchanged',
    reason: 'payments/api has no live image',
  });
});
