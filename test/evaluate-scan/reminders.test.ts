import { describe, expect, test } from 'vitest';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { refreshesAfterMove, remindDays, remindersAfter } from '../../functions/evaluate-scan/reminders.ts';
import {
  aDigest,
  aFindingsAlert,
  aHead,
  aLedger,
  aLineageItem,
  anIssue,
  aPattern,
  aPolicy,
  aRecord,
  aRoute,
  aSecurityHubReceiver,
} from '../support/builders.ts';

const asking = (...days: readonly (number | null)[]) =>
  aPolicy({ routes: days.map((remindDays) => aRoute({ remindDays })) });

const AT = '2026-11-21T08:00:05.000Z';
const told = { payments: { at: AT, rank: 4 } };
const earlier = { receiver: 'payments', deliveryId: 'records/0.json.gz#payments', dueAt: '2026-11-25T00:00:00.000Z' };

const kept = (record: Partial<EvaluationRecord>, policy = asking(7)) =>
  remindersAfter(
    policy,
    aLineageItem({ reminders: [earlier] }),
    aRecord({ ledger: aLedger({ issues: [anIssue({ told })] }), at: AT, ...record }),
    'records/1.json.gz',
  );

describe('reminders after an evaluation', () => {
  test('count from what it tells, to each who asked', () => {
    expect(kept({})).toEqual([
      { receiver: 'payments', deliveryId: 'records/1.json.gz#payments', dueAt: '2026-11-28T08:00:05.000Z' },
    ]);
  });

  test('stay as they were where the receiver is told nothing', () => {
    expect(kept({ alerts: [] })).toEqual([earlier]);
  });

  test('end with the last open issue that the receiver was told of', () => {
    expect(
      kept({ ledger: aLedger({ issues: [anIssue({ told, state: 'resolved', occurrences: [] }), anIssue()] }) }),
    ).toEqual([]);
  });

  test('are for nobody who did not ask', () => {
    expect(kept({}, asking(null))).toEqual([]);
    expect(kept({ heads: [] })).toEqual([]);
  });
});

describe('the days until a reminder', () => {
  const item = aLineageItem({ heads: [aHead({ tags: ['prod'] })] });

  test('are the fewest that a route asks for', () => {
    expect(remindDays(asking(14, null, 7), item, 'payments')).toBe(7);
  });

  test('count only routes of the receiver that choose a live image', () => {
    const tag = (glob: string) => ({ repository: null, tag: [aPattern(glob)] });
    const policy = aPolicy({
      routes: [
        aRoute({ remindDays: 1, to: 'platform' }),
        aRoute({ remindDays: 2, whose: tag('v*') }),
        aRoute({ remindDays: 3, whose: tag('prod') }),
      ],
    });
    expect(remindDays(policy, item, 'payments')).toBe(3);
    expect(remindDays(policy, item, 'nobody')).toBeNull();
  });
});

describe('Security Hub', () => {
  const policy = aPolicy({ receivers: [aSecurityHubReceiver('hub')], routes: [aRoute({ to: 'hub' })] });
  const toldHub = { hub: { at: AT, rank: 4 } };
  const refresh = { receiver: 'hub', deliveryId: 'records/1.json.gz#hub', dueAt: '2026-12-21T08:00:05.000Z' };

  test('is told again of what is open after 30 days', () => {
    const record = aRecord({
      at: AT,
      ledger: aLedger({ issues: [anIssue({ told: toldHub })] }),
      alerts: [aFindingsAlert({ receiver: 'hub' })],
    });
    expect(remindersAfter(policy, aLineageItem({ reminders: [] }), record, 'records/1.json.gz')).toEqual([refresh]);
  });

  test('is told again a day after other images took the place of those it shows', () => {
    const item = aLineageItem({ reminders: [refresh, earlier], heads: [aHead()] });
    expect(refreshesAfterMove(policy, item, [aHead({ digest: aDigest('b') })], AT)).toEqual([
      { ...refresh, dueAt: '2026-11-22T08:00:05.000Z' },
      earlier,
    ]);
  });

  test('is told nothing again where the same images were scanned again', () => {
    const item = aLineageItem({ reminders: [refresh], heads: [aHead()] });
    expect(refreshesAfterMove(policy, item, [aHead({ scannedAt: AT })], AT)).toEqual([refresh]);
  });

  test('is told no later for it', () => {
    const soon = { ...refresh, dueAt: '2026-11-21T09:00:00.000Z' };
    const item = aLineageItem({ reminders: [soon], heads: [aHead()] });
    expect(refreshesAfterMove(policy, item, [], AT)).toEqual([soon]);
  });
});
