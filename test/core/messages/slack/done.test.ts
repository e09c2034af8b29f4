import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../../functions/core/domain/alert.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import type { SlackMessage } from '../../../../functions/core/messages/slack/block.ts';
import { doneMessage } from '../../../../functions/core/messages/slack/done.ts';
import { aRecord, aSummaryAlert, RECORD_KEY } from '../../../support/builders.ts';
import { slackFaults } from '../../../support/slack-limits.ts';
import { anyTelling } from '../arbitraries.ts';
import { told } from './told.ts';

const done = (
  alert: Alert,
  record: Partial<EvaluationRecord> = {},
  since = '2026-12-03T08:00:00.000Z',
): SlackMessage => {
  const { receiver } = alert;
  return doneMessage({ record: aRecord({ alerts: [alert], ...record }), recordKey: RECORD_KEY, receiver }, since);
};

test('below the headline it says that nothing is open any more, first of all to those who hear it', async () => {
  const message = done(aSummaryAlert());
  expect(slackFaults(message)).toEqual([]);
  expect(message.text).toMatch(/^Closed on 3 Dec: nothing told here is open any more\. First count of payments\/api/);
  const { blocks } = message;
  await expect(`${JSON.stringify({ blocks }, null, 2)}\n`).toMatchFileSnapshot('golden/done.json');
});

test('of a later year the year is said', () => {
  expect(done(aSummaryAlert(), {}, '2027-03-12T08:00:00.000Z').text).toMatch(/^Closed on 12 Mar 2027: /);
});

test('it is what was told, whatever that was, and fits Slack', () => {
  fc.assert(
    fc.property(anyTelling(60), ({ alert, ...record }) => {
      const [first] = told(alert, record);
      const message = done(alert, record);
      expect(slackFaults(message)).toEqual([]);
      expect(message.blocks.toSpliced(1, 1)).toEqual(first.blocks);
      expect(message.text).toContain(first.text);
    }),
    { numRuns: 100 },
  );
});
