import type { FindingsAlert } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import { findingWriter } from './finding.ts';
import type { AsffFinding } from './format.ts';
import type { ToImport } from './to-import.ts';

/**
 * The findings that Security Hub is to have of the record, in the order of the alert: one for each issue, whatever images it is in.
 *
 * @returns findings within Security Hub's limits, no two of one `Id`
 * @throws Error where the record has no findings for the receiver
 */
export const asffFindings = (toImport: ToImport): IteratorObject<AsffFinding> => {
  const { record, recordKey, receiver } = toImport;
  const alert = record.alerts.find((candidate) => candidate.receiver === receiver);
  if (alert?.kind !== 'findings')
    throw new Error(`${recordKey} has no findings for "${receiver}": look at which evaluation sent the delivery`);
  const issues = new Map<string, Issue>();
  for (const issue of issuesOf(alert, toImport)) {
    const id = findingId(issue, toImport);
    if (!issues.has(id)) issues.set(id, issue);
  }
  const write = findingWriter(toImport, alert);
  // One at a time: ten thousand at once take more memory than all else.
  return issues.entries().map(([id, issue]) => write(id, issue));
};

const issuesOf = ({ issues, receiver }: FindingsAlert, { record, recordKey }: ToImport): readonly Issue[] =>
  issues.map((index) => {
    const issue = record.ledger.issues[index];
    if (issue !== undefined) return issue;
    throw new Error(`${recordKey} tells issue ${index} to "${receiver}", but its ledger has none; look at who made it`);
  });

/** The same for an issue in whatever image, version and severity. */
const findingId = ({ vulnerability, packageType, packageName }: Issue, { record, hash }: ToImport): string => {
  const { account, region } = record.registry;
  return `tallyman/${hash(JSON.stringify([account, region, record.lineage, vulnerability, packageType, packageName]))}`;
};
