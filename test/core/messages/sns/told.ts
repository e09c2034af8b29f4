import { expect } from 'vitest';
import type { Alert } from '../../../../functions/core/domain/alert.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import { type SnsMessage, snsMessage } from '../../../../functions/core/messages/sns/message.ts';
import { aRecord, RECORD_KEY } from '../../../support/builders.ts';
import { snsFaults } from '../../../support/sns-limits.ts';

/** What a filter can go by that basic scanning never says. */
export const UNKNOWN = { exploited: 'unknown', fixable: 'unknown' };

/** How the topic of `payments` is told `alert`. */
export const told = (alert: Alert, record: Partial<EvaluationRecord> = {}): SnsMessage =>
  snsMessage({ record: aRecord({ alerts: [alert], ...record }), recordKey: RECORD_KEY, receiver: alert.receiver });

/** Compares the e-mail and the JSON with files that one can read, and holds the message to SNS's limits. */
export const golden = async (name: string, message: SnsMessage): Promise<void> => {
  expect(snsFaults(message)).toEqual([]);
  await expect(`Subject: ${message.subject}\n\n${message.text}`).toMatchFileSnapshot(`golden/${name}.txt`);
  await expect(`${JSON.stringify(message.json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
};
