import { createHash } from 'node:crypto';
import type { Issue } from '../../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import type { Severity } from '../../../../functions/core/domain/severity.ts';
import { asffFindings } from '../../../../functions/core/messages/asff/findings.ts';
import type { AsffFinding } from '../../../../functions/core/messages/asff/format.ts';
import { aFindingsAlert, aLedger, aRecord, RECORD_KEY } from '../../../support/builders.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What `payments` imports where it is told of all of `issues`. */
export const imported = (
  issues: readonly Issue[],
  record: Partial<EvaluationRecord> = {},
  unratedAs: Severity = 'MEDIUM',
): AsffFinding[] =>
  asffFindings({
    record: aRecord({
      alerts: [aFindingsAlert({ issues: issues.map((_, index) => index) })],
      ledger: aLedger({ issues }),
      ...record,
    }),
    recordKey: RECORD_KEY,
    receiver: 'payments',
    unratedAs,
    hash,
  })
    .map(({ id, json }): AsffFinding => {
      const finding: AsffFinding = JSON.parse(json);
      if (finding.Id !== id) throw new Error(`${finding.Id} is packed as ${id}`);
      if (JSON.stringify(finding) !== json) throw new Error(`a member is there twice: ${json}`);
      return finding;
    })
    .toArray();
