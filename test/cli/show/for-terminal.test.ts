import { describe, expect, test } from 'vitest';
import type { Arrival } from '../../../cli/records/arrival.ts';
import { forTerminal } from '../../../cli/show/for-terminal.ts';
import { EMPTY_LEDGER } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { THREE_NOT_SCANNED } from '../../core/messages/enhanced-stories.ts';
import { anImage, aRecord, RECORD_KEY } from '../../support/builders.ts';
import { aChangeRecord, aFirstRecord, anEnhancedRecord, aScanNewsRecord } from '../kept-records.ts';

const show = (record: EvaluationRecord, arrival: Arrival = { kind: 'not-yet' }): string =>
  forTerminal({ recordKey: RECORD_KEY, record, told: record.alerts.map((alert) => ({ alert, arrival })) });

describe('a record', () => {
  test.each([
    ['changes', aChangeRecord()],
    ['scan-news', aScanNewsRecord()],
    ['enhanced', anEnhancedRecord()],
  ])('of %s says all that is in it', async (name, record) => {
    await expect(show(record)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test('says what became of an alert, and what to do', () => {
    const failure = { kind: 'refused' as const, reason: 'Slack answered 200 not_in_channel', remedy: 'invite the app' };
    expect(show(aFirstRecord(), { kind: 'failed', failure })).toContain(
      'delivery  refused: Slack answered 200 not_in_channel → invite the app\n',
    );
  });

  test('of a scan that ended, and whose findings are not to be had, is not called clean', () => {
    const { scans, ...record } = aScanNewsRecord();
    const complete = scans.map((scan) => ({ ...scan, status: 'COMPLETE', completedAt: record.at }));
    expect(show({ ...record, scans: complete })).toMatch(/basic COMPLETE {2}2026-11-21 20:00 {2}not scanned/);
    expect(show({ ...record, scans: complete, ledger: EMPTY_LEDGER })).toMatch(/20:00 {2}no findings/);
  });

  test('that is a drill says so', () => {
    expect(show(aRecord({ drill: true }))).toContain('\ndrill ');
  });

  test('that is a round-up says what it gathers', () => {
    const gathered = ['payments/api', 'payments/worker'].map((repository, at) => ({
      recordKey: `records/${String(at).repeat(26)}.json.gz`,
      lineage: repository,
      image: anImage({ repository }),
      issues: { CRITICAL: 1, HIGH: at },
      below: {},
    }));
    const alerts = [
      {
        kind: 'round-up' as const,
        receiver: 'payments',
        because: [],
        mention: [],
        gathered,
        unscanned: THREE_NOT_SCANNED.slice(0, 1),
      },
    ];
    const said = show(aRecord({ alerts, transitions: [], heads: [], ledger: EMPTY_LEDGER }));
    expect(said).toContain('first counts of 2 lineages: 2 critical, 1 high; not scanned: 1\n');
    expect(said).toMatch(/ not scanned +payments\/base:v2\.0\.0 +FAILED, unsupported image +record payments-bas\n/);
    const rows = said.split('\n').filter((line) => line.includes('gathers'));
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['gathers', 'payments/api:v1.4.2', '1 critical', 'record 000000000000'],
      ['gathers', 'payments/worker:v1.4.2', '1 critical, 1 high', 'record 111111111111'],
    ]);
  });

  test('lets nobody steer the terminal', () => {
    expect(show(aScanNewsRecord())).not.toContain('\u001b');
  });
});
