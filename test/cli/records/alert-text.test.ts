import { expect, test } from 'vitest';
import { alertText, routesText } from '../../../cli/records/alert-text.ts';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import {
  aFindingsAlert,
  anAlert,
  anIssue,
  aReminderAlert,
  aScanNewsAlert,
  aSummaryAlert,
} from '../../support/builders.ts';

const LEDGER = [anIssue(), anIssue({ severity: 'HIGH' }), anIssue({ severity: 'UNDEFINED' })];

test.each<[string, Alert]>([
  ['first count: 1 critical, 1 high; below: 61 medium', aSummaryAlert({ issues: [0, 1], below: { MEDIUM: 61 } })],
  ['now also theirs: 1 high', aSummaryAlert({ first: false, issues: [1] })],
  ['new or worse: 1 critical', anAlert()],
  [
    'resolved: 1 high; unobserved: 1 unrated; open again: 1 high; now also theirs: 2 low; told before: 3 high; below: 4 low',
    anAlert({
      issues: [],
      resolved: [1],
      unobserved: [2],
      returned: { HIGH: 1 },
      alsoYours: { LOW: 2 },
      toldBefore: { HIGH: 3 },
      below: { LOW: 4 },
    }),
  ],
  ['not scanned: FAILED', aScanNewsAlert()],
  ['findings: 1 critical, 1 high', aFindingsAlert({ issues: [0, 1] })],
  ['still open, last told 2026-11-14: 1 critical', aReminderAlert()],
  ['nothing told before is open any more', { kind: 'done', receiver: 'payments', because: [], mention: [] }],
])('an alert reads "%s"', (text, alert) => {
  expect(alertText(alert, LEDGER)).toBe(text);
});

test('every route is named that tells a receiver', () => {
  const because = [
    { route: 2, rule: 'payments/**, high and up' },
    { route: 4, rule: 'tag v*' },
  ];
  expect(routesText({ because })).toBe('route 2, payments/**, high and up; route 4, tag v*');
  expect(routesText({ because: [] })).toBe('no route says');
});
