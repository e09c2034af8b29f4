import { describe, expect, test } from 'vitest';
import { forMachines } from '../../../cli/history/for-machines.ts';
import { forTerminal, type ToldHistory, type ToldRecord } from '../../../cli/history/for-terminal.ts';
import type { Arrival } from '../../../cli/records/arrival.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { aRegistry, RECORD_KEY } from '../../support/builders.ts';
import { aChangeRecord, aFirstRecord, anEnhancedRecord, aScanNewsRecord } from '../kept-records.ts';

const DELIVERED: Arrival = { kind: 'delivered', at: '2026-11-22T09:30:02.000Z' };
const REFUSED: Arrival = {
  kind: 'failed',
  failure: { kind: 'refused', reason: 'Slack answered 200 not_in_channel', remedy: 'invite the app to the channel' },
};
const FAILED: Arrival = { kind: 'failed', failure: { kind: 'retry', reason: 'Slack answered 503', afterSeconds: 0 } };

const told = (record: EvaluationRecord, ...arrivals: readonly Arrival[]): ToldRecord => ({
  recordKey: RECORD_KEY,
  record,
  told: record.alerts.map((alert, at) => ({ alert, arrival: arrivals[at] ?? { kind: 'not-yet' } })),
});

const aHistory = (overrides: Partial<ToldHistory> = {}): ToldHistory => ({
  repository: 'payments/api',
  registry: aRegistry(),
  records: [
    told(aChangeRecord(), REFUSED, DELIVERED),
    told(aScanNewsRecord(), FAILED, { kind: 'under-way' }),
    told(aFirstRecord(), { kind: 'with-others' }),
  ],
  older: 0,
  ...overrides,
});

describe('a history', () => {
  test('says of each evaluation what changed, who was told by which route, and whether it arrived', async () => {
    await expect(forTerminal(aHistory())).toMatchFileSnapshot('golden/history.txt');
  });

  test('says what only enhanced scanning knows', () => {
    const said = forTerminal(aHistory({ records: [told(anEnhancedRecord(), DELIVERED, DELIVERED)] }));
    expect(said).toMatchInlineSnapshot(`
      "payments/api · 111122223333 eu-west-1 · times in UTC

      2026-11-23 09:30  payments/api:v1.4.2  record 0123456789ab
        opened, voided           1 low: CVE-2026-1003 tar
        exploited                1 critical: CVE-2026-1000 openssl
        fixable                  1 high: CVE-2026-1001 curl
        accepted, suppressed     1 high: CVE-2026-1002 perl
        told payments            new or worse: 1 critical, 1 low; a fix appeared: 1 high; accepted upstream: 1 high
                                 by route 1, payments/**, high and up
                                 delivered 2026-11-22 09:30
        told hub                 findings handed over to Inspector: 1 critical
                                 by route 1, payments/**, high and up
                                 delivered 2026-11-22 09:30

      nothing is older
      "
    `);
  });

  test('as JSON says the same, each issue by name', async () => {
    await expect(`${forMachines(aHistory())}\n`).toMatchFileSnapshot('golden/history.json');
  });

  test('says how many records may be left out', () => {
    expect(forTerminal(aHistory({ records: [], older: 7 }))).toBe(
      ['payments/api · 111122223333 eu-west-1 · times in UTC', '', 'at most 7 older: see --limit and --since', ''].join(
        '\n',
      ),
    );
  });

  test('says that nothing changed and nobody was told', () => {
    const silent = aFirstRecord({ transitions: [], alerts: [] });
    expect(forTerminal(aHistory({ records: [told(silent)] }))).toContain('\n  no change\n  told nobody\n');
  });

  test('lets nobody steer the terminal', () => {
    const { records } = aHistory();
    expect(forTerminal(aHistory({ records }))).not.toContain('\u001b');
  });
});
