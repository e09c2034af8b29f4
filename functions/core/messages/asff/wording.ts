import type { Issue } from '../../domain/ledger.ts';
import type { EvaluationRecord } from '../../domain/record.ts';
import type { Names } from './names.ts';
import { isOver } from './over.ts';
import { cut, paragraphs } from './text.ts';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const MAX_TITLE = 256;
/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Recommendation.html */
const MAX_RECOMMENDATION = 512;
/** Ours: whatever the names, a title shows the beginning of each. */
const MAX_NAME = 80;

/** Such as `CVE-2026-1234 - openssl in payments/api`: what stays the same while images come and go. */
export const title = ({ vulnerability, packageName }: Names, { image, drill }: EvaluationRecord): string => {
  const name = cut(packageName ?? 'unknown package', MAX_NAME);
  return cut(`${drill ? 'DRILL: ' : ''}${cut(vulnerability, MAX_NAME)} - ${name} in ${image.repository}`, MAX_TITLE);
};

/** The scanner's words, or what else is known. */
export const description = (issue: Issue, titled: string, max: number): string =>
  paragraphs(issue.detail.description, max) ?? `${titled}. The scan gives no description.`;

/**
 * What to do about it.
 *
 * @param advised - whether there is an advisory to look at
 */
export const recommendation = (issue: Issue, names: Names, record: EvaluationRecord, advised: boolean): string =>
  cut(toDo(issue, names, record, advised), MAX_RECOMMENDATION);

const toDo = (issue: Issue, names: Names, { image, scans: [scan] }: EvaluationRecord, advised: boolean): string => {
  if (isOver(issue)) return `Nothing: no live image of ${image.repository} has it any more.`;
  const name = cut(names.packageName ?? 'the package that has it', MAX_NAME);
  if (names.fixedIn !== undefined)
    return `Update ${name} to ${cut(names.fixedIn, MAX_NAME)}, rebuild the image, push it.`;
  const unsaid = scan?.engine === 'enhanced' ? 'No version that mends it is known yet.' : BASIC_SAYS_NO_FIX;
  const look = advised ? ' See the advisory.' : '';
  return `Update ${name}, rebuild the image, push it. ${unsaid}${look}`;
};

const BASIC_SAYS_NO_FIX = 'Basic scanning does not say which version mends it.';
