import type { Issue } from '../domain/ledger.ts';
import type { Counts } from '../domain/scan.ts';
import { isKnown } from '../domain/severity.ts';
import { countsText, severityName } from './counts.ts';
import type { Markup } from './markup.ts';

/** Such as `also open, told before: 2 critical, 14 high`; null where there are none. */
export const counted = (what: string, counts: Counts, markup: Markup): string | null => {
  const text = countsText(counts, markup);
  return text === '' ? null : `${what}: ${text}`;
};

/** Says of severities that nobody knows how they count. */
export const unknownSeverities = (issues: readonly Pick<Issue, 'severity'>[], markup: Markup): string | null => {
  const unknown = new Set(
    issues.filter(({ severity }) => !isKnown(severity)).map(({ severity }) => severityName(severity, markup)),
  );
  const [first] = unknown;
  if (first === undefined) return null;
  return unknown.size === 1
    ? `${first}: a severity nobody knows, it counts as critical`
    : `${unknown.size} severities nobody knows, they count as critical`;
};

/** How many of `issues` are of the package of `issue`, where it is not the only one. */
export const ofItsPackage = (issue: Issue, issues: readonly Issue[]): string => {
  if (issue.packageName === null) return '';
  const alike = issues.filter(
    ({ packageName, packageType }) => packageName === issue.packageName && packageType === issue.packageType,
  ).length;
  return alike > 1 ? ` (${alike} of these)` : '';
};

/** The parts that there are. */
export const said = (parts: readonly (string | null)[]): string[] => parts.filter((part) => part !== null);

/** The parts that there are, on one line. */
export const joined = (parts: readonly (string | null)[]): string => said(parts).join(' · ');
