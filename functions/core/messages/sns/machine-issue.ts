import type { Image } from '../../domain/image.ts';
import type { Change } from '../change.ts';
import { versionsIn } from '../fix.ts';
import { webAddress } from '../links.ts';
import { bytesInJson } from './bytes.ts';
import type { MachineIssue } from './machine-alert.ts';
import { sendable, sendableOrNull } from './sendable.ts';

const MOST_VERSIONS = 10;

const happened = ({ cause, from }: Change): Pick<MachineIssue, 'transition' | 'cause' | 'escalatedFrom'> => {
  if (cause === 'still-open') return { transition: null, cause: null, escalatedFrom: null };
  return cause === 'escalated'
    ? { transition: 'escalated', cause: null, escalatedFrom: sendableOrNull(from) }
    : { transition: 'opened', cause, escalatedFrom: null };
};

const issueOf = (change: Change, image: Image): MachineIssue => {
  const { vulnerability, packageName, packageType, severity, detail } = change.issue;
  const { cvss } = detail;
  return {
    vulnerability: sendable(vulnerability),
    package: sendableOrNull(packageName),
    packageType: sendable(packageType),
    versions: versionsIn(change.issue, image).slice(0, MOST_VERSIONS).map(sendable),
    severity: sendable(severity),
    cvss: cvss === null ? null : { score: cvss.score, vector: sendableOrNull(cvss.vector) },
    fixedIn: sendableOrNull(detail.fixedIn),
    advisory: webAddress(detail.advisory),
    ...happened(change),
  };
};

/**
 * The first of `changes`, as many as fit.
 *
 * @param maxBytes - what their JSON may take as text inside another
 */
export const machineIssues = (changes: readonly Change[], image: Image, maxBytes: number): MachineIssue[] => {
  const issues: MachineIssue[] = [];
  let left = maxBytes;
  for (const change of changes) {
    const issue = issueOf(change, image);
    left -= bytesInJson(`${JSON.stringify(issue)},`);
    if (left < 0) break;
    issues.push(issue);
  }
  return issues;
};
