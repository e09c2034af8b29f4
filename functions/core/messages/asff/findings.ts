import type { FindingsAlert } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import { findingWriter } from './finding.ts';
import type { AsffFinding } from './format.ts';
import type { Json } from './json.ts';
import type { ToImport } from './to-import.ts';

/** A finding as it is sent. */
export interface Packed {
  readonly id: string;
  readonly json: Json<AsffFinding>;
}

/**
 * The findings that Security Hub is to have of the record, in the order of the alert: one for each issue, whatever images it is in.
 * One at a time: ten thousand at once take more memory than all else.
 *
 * @returns findings within Security Hub's limits, no two of one `Id`, as no two issues of a ledger are the same
 * @throws Error where the record has no findings for the receiver
 */
export function* asffFindings(toImport: ToImport): Generator<Packed> {
  const { record, recordKey, receiver } = toImport;
  const alert = record.alerts.find((candidate) => candidate.receiver === receiver);
  if (alert?.kind !== 'findings')
    throw new Error(`${recordKey} has no findings for "${receiver}": look at which evaluation sent the delivery`);
  const idOf = ids(toImport);
  const write = findingWriter(toImport, alert);
  for (const issue of issuesOf(alert, toImport)) {
    const id = idOf(issue);
    yield { id, json: write(id, issue) };
  }
}

const issuesOf = ({ issues, receiver }: FindingsAlert, { record, recordKey }: ToImport): readonly Issue[] =>
  issues.map((index) => {
    const issue = record.ledger.issues[index];
    if (issue !== undefined) return issue;
    throw new Error(`${recordKey} tells issue ${index} to "${receiver}", but its ledger has none; look at who made it`);
  });

/** Names an issue, the same in whatever image, version and severity: by the hash of a JSON text of six parts. */
const ids = ({ record: { registry, lineage }, hash }: ToImport): ((issue: Issue) => string) => {
  const place = JSON.stringify([registry.account, registry.region, lineage]).slice(0, -1);
  return ({ vulnerability, packageType, packageName }) =>
    `tallyman/${hash(`${place},${JSON.stringify([vulnerability, packageType, packageName]).slice(1)}`)}`;
};
