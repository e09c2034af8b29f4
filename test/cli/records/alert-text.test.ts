import { expect, test } from 'vitest';
import { alertText, routesText } from '../../../cli/records/alert-text.ts';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import { postureStory, THREE_NOT_SCANNED } from '../../core/messages/enhanced-stories.ts';
import { roundUpOf, TWELVE } from '../../core/messages/stories.ts';
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
  [
    'new or worse: 1 critical; a fix appeared: 1 high; accepted upstream: 2 low',
    anAlert({ fixable: [1], accepted: { LOW: 2 } }),
  ],
  [
    'now scanned by Inspector (enhanced), more: 1 high; accepted upstream: 1 low',
    aSummaryAlert({ first: false, issues: [1], switched: { from: 'basic', to: 'enhanced' }, accepted: { LOW: 1 } }),
  ],
  ['not scanned: FAILED', aScanNewsAlert()],
  ['not scanned any more: the frequency is MANUAL, before SCAN_ON_PUSH', postureStory('basic')[0]],
  ['not scanned any more: the frequency is MANUAL', postureStory('basic', { previous: null })[0]],
  ['findings handed over to Inspector: 1 critical', aFindingsAlert({ handedOver: true })],
  [
    'first counts of 2 lineages: 4 critical, 17 high; not scanned: 3',
    roundUpOf(TWELVE.slice(0, 2), THREE_NOT_SCANNED)[0],
  ],
  ['not scanned: 3', roundUpOf([], THREE_NOT_SCANNED)[0]],
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
