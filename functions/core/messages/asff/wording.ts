import type { Issue } from '../../domain/ledger.ts';
import type { EvaluationRecord } from '../../domain/record.ts';
import { isOver } from './over.ts';
import { line, paragraphs } from './text.ts';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const MAX_TITLE = 256;
/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Recommendation.html */
const MAX_RECOMMENDATION = 512;
/** Ours: whatever the names, a title shows the beginning of each. */
const MAX_NAME = 80;

/** What to call the vulnerability. */
export const vulnerabilityId = ({ vulnerability }: Issue): string => line(vulnerability, 256) ?? 'UNNAMED';

/** Such as `CVE-2026-1234 - openssl in payments/api`: what stays the same while images come and go. */
export const title = (issue: Issue, { image, drill }: EvaluationRecord): string => {
  const [vulnerability, name] = [
    line(vulnerabilityId(issue), MAX_NAME),
    line(issue.packageName, MAX_NAME) ?? 'unknown package',
  ];
  const text = `${drill ? 'DRILL: ' : ''}${vulnerability} - ${name} in ${image.repository}`;
  return line(text, MAX_TITLE) ?? text;
};

/** The scanner's words, or what else is known. */
export const description = (issue: Issue, titled: string, max: number): string =>
  paragraphs(issue.detail.description, max) ?? `${titled}. The scan gives no description.`;

/**
 * What to do about it.
 *
 * @param advised - whether there is an advisory to look at
 */
export const recommendation = (issue: Issue, record: EvaluationRecord, advised: boolean): string => {
  const text = toDo(issue, record, advised);
  return line(text, MAX_RECOMMENDATION) ?? text;
};

const toDo = (issue: Issue, { image, scans: [scan] }: EvaluationRecord, advised: boolean): string => {
  const { packageName, detail } = issue;
  if (isOver(issue)) return `Nothing: no live image of ${image.repository} has it any more.`;
  const name = line(packageName, MAX_NAME) ?? 'the package that has it';
  const fixedIn = line(detail.fixedIn, MAX_NAME);
  if (fixedIn !== null) return `Update ${name} to ${fixedIn}, rebuild the image, push it.`;
  const unsaid = scan?.engine === 'enhanced' ? 'No version that mends it is known yet.' : BASIC_SAYS_NO_FIX;
  const look = advised ? ' See the advisory.' : '';
  return `Update ${name}, rebuild the image, push it. ${unsaid}${look}`;
};

const BASIC_SAYS_NO_FIX = 'Basic scanning does not say which version mends it.';
