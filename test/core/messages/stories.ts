import type { Alert, ChangesAlert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { SlackMessage, SlackMessages } from '../../../functions/core/messages/block.ts';
import { slackMessages } from '../../../functions/core/messages/slack.ts';
import { aLedger, anAlert, anIssue, anOccurrence, aRecord, RECORD_KEY } from '../../support/builders.ts';

/** How `payments` reads `alert`, with room for a thread unless told otherwise. */
export const told = (alert: Alert, record: Partial<EvaluationRecord> = {}, thread = true): SlackMessages =>
  slackMessages({
    record: aRecord({ alerts: [alert], ...record }),
    recordKey: RECORD_KEY,
    receiver: alert.receiver,
    thread,
  });

/** A ledger's issue by the vulnerability's number, a severity and a package as `name version`. */
export const anIssueOf = (
  number: number,
  severity: string,
  packageAt: string,
  overrides: Partial<Issue> = {},
): Issue => {
  const vulnerability = `CVE-2026-${String(number).padStart(4, '0')}`;
  const [packageName = null, version = null] = packageAt.split(' ');
  const advisory = `https://security-tracker.debian.org/tracker/${vulnerability}`;
  const cvss = { score: severity === 'CRITICAL' ? 9.8 : 7.5, vector: null };
  return anIssue({
    vulnerability,
    severity,
    packageName,
    occurrences: [anOccurrence({ severity, version })],
    detail: { fixedIn: null, cvss, advisory, description: null },
    ...overrides,
  });
};

/** Every issue of `issues` told because it was disclosed. */
export const disclosed = (
  issues: readonly Issue[],
  overrides: Partial<ChangesAlert> = {},
): [Alert, Partial<EvaluationRecord>] => [
  anAlert({ issues: issues.map((_, index) => index), ...overrides }),
  {
    ledger: aLedger({ issues }),
    transitions: issues.map((_, issue) => ({ kind: 'opened', issue, cause: 'disclosed' })),
  },
];

/** All that a message's blocks show, a line each. */
export const shownText = (message: SlackMessage | undefined): string =>
  (message?.blocks ?? [])
    .flatMap((block) => {
      if (block.type === 'context') return block.elements.map(({ text }) => text);
      return block.type === 'actions' ? block.elements.map(({ text }) => `[${text.text}]`) : [block.text.text];
    })
    .join('\n');
