import type { Finding } from './finding.ts';
import type { Part } from './image.ts';
import type { Issue, Occurrence } from './ledger.ts';

/** A complete scan of a part that is live. */
export interface ScannedPart extends Part {
  readonly findings: readonly Finding[];
}

/** A finding of a part. */
export interface Found {
  readonly part: Part;
  readonly finding: Finding;
}

/** What scans found, issue by issue, the same twice once. */
export interface Findings {
  /** What was found of each issue, in the order found. */
  readonly groups: readonly (readonly Found[])[];
  /** The group of an issue; empty where nothing of it was found. */
  readonly of: (issue: Identity) => readonly Found[];
}

/** What names an issue. */
export type Identity = Pick<Issue, 'vulnerability' | 'packageType' | 'packageName'>;

/** By vulnerability, and then by hand: a key for each issue would take longer than all else. */
export const findingsIn = (scanned: readonly ScannedPart[]): Findings => {
  const byVulnerability = new Map<string, Group[]>();
  const groups: Group[] = [];
  for (const part of scanned)
    for (const finding of part.findings) {
      const made = add(byVulnerability, { part, finding });
      if (made !== null) groups.push(made);
    }
  return { groups, of: (issue) => byVulnerability.get(issue.vulnerability)?.find(isGroupOf(issue)) ?? NONE };
};

const NONE: readonly Found[] = [];

type Group = [Found, ...Found[]];

/** To the group of its issue: a new one, where it is the first of it; else null. */
const add = (byVulnerability: Map<string, Group[]>, found: Found): Group | null => {
  const { finding } = found;
  const others = byVulnerability.get(finding.vulnerability);
  const group = others?.find(isGroupOf(finding));
  if (group !== undefined) {
    if (!group.some((each) => isSame(each, found))) group.push(found);
    return null;
  }
  const made: Group = [found];
  if (others === undefined) byVulnerability.set(finding.vulnerability, [made]);
  else others.push(made);
  return made;
};

const isGroupOf =
  (issue: Identity) =>
  ([first]: Group): boolean =>
    isOf(first.finding, issue);

/** Whether a finding is one of the issue. */
export const isOf = (finding: Identity, issue: Identity): boolean =>
  finding.vulnerability === issue.vulnerability &&
  finding.packageName === issue.packageName &&
  finding.packageType === issue.packageType;

const isSame = (a: Found, b: Found): boolean =>
  a.part.digest === b.part.digest &&
  a.finding.severity === b.finding.severity &&
  a.finding.version === b.finding.version &&
  a.finding.path === b.finding.path &&
  a.finding.fixable === b.finding.fixable &&
  a.finding.exploited === b.finding.exploited &&
  a.finding.suppressed === b.finding.suppressed;

/** What is kept of it: facts only where they are said, which basic scanning never does. */
export const occurrenceOf = ({ part: { digest, platform }, finding }: Found): Occurrence => {
  const { severity, version, path, fixable, exploited, suppressed } = finding;
  const place = { digest, platform, severity, version, path };
  if (fixable === null && exploited === null && !suppressed) return place;
  return {
    ...place,
    ...(fixable !== null && { fixable }),
    ...(exploited !== null && { exploited }),
    ...(suppressed && { suppressed }),
  };
};
