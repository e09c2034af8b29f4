import type { Finding } from './finding.ts';
import { type Findings, type Found, occurrenceOf } from './found.ts';
import type { Instant } from './image.ts';
import type { Issue, Occurrence } from './ledger.ts';
import { rank, type Severity } from './severity.ts';
import type { Succession } from './succession.ts';
import type { OpenedCause, Transition, UnobservedCause } from './transition.ts';

export interface Comparison {
  readonly issues: readonly Issue[];
  /** What the complete scans of live images found. */
  readonly findings: () => Findings;
  /** The digests of those images. */
  readonly scanned: ReadonlySet<string>;
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  readonly succession: Succession;
  /** Why an issue that nobody knew opens. */
  readonly causeOf: (found: readonly Found[]) => OpenedCause;
  /** Why images went without anything taking their place. */
  readonly gone: UnobservedCause;
  readonly unratedAs: Severity;
  readonly at: Instant;
}

export interface Compared {
  /** Every issue known, those known before in their old order. */
  readonly issues: readonly Issue[];
  /** They point into `issues`. */
  readonly transitions: readonly Transition[];
}

/** Compares complete scans of live images with what was known, set to set. */
export const compare = (comparison: Comparison): Compared => {
  const { issues } = comparison;
  const findings = comparison.findings();
  const matched = new Set<readonly Found[]>();
  const known = issues.map((issue) => {
    const found = findings.of(issue);
    matched.add(found);
    return step(comparison, issue, found);
  });
  const fresh = findings.groups
    .filter((found) => !matched.has(found))
    .map((found) => opened(comparison, named(comparison, found), found));
  const steps = [...known, ...fresh];
  return {
    issues: steps.map(({ issue }) => issue),
    transitions: steps.flatMap(({ transition }, issue) => (transition === null ? [] : [{ ...transition, issue }])),
  };
};

type Unplaced<T> = T extends Transition ? Omit<T, 'issue'> : never;

interface Step {
  readonly issue: Issue;
  readonly transition: Unplaced<Transition> | null;
}

const step = (comparison: Comparison, before: Issue, found: readonly Found[]): Step => {
  const occurrences = occurrencesAfter(comparison, before, found);
  if (before.state !== 'open')
    return found.length === 0 ? { issue: before, transition: null } : reopened(comparison, before, found);
  if (occurrences.length === 0) return closed(comparison, before);
  const { unratedAs } = comparison;
  const severity = worst(occurrences, unratedAs);
  const detail = found.length === 0 ? before.detail : detailOf(found);
  return {
    issue: { ...before, severity, occurrences, detail },
    transition: regraded(before.severity, severity, unratedAs),
  };
};

/** Where the issue is now: in images that were not scanned again as before, in those that were as found. */
const occurrencesAfter = (
  { standsFor, scanned, succession: { live } }: Comparison,
  { occurrences }: Issue,
  found: readonly Found[],
): readonly Occurrence[] => {
  const after: Occurrence[] = [];
  for (const occurrence of occurrences) {
    const digest = standsFor(occurrence.digest);
    if (live.has(digest) && !scanned.has(digest))
      after.push(digest === occurrence.digest ? occurrence : { ...occurrence, digest });
  }
  for (const each of found) after.push(occurrenceOf(each));
  return after;
};

const closed = ({ standsFor, scanned, succession, gone, at }: Comparison, issue: Issue): Step => {
  const digests = issue.occurrences.map(({ digest }) => standsFor(digest));
  const over = { ...issue, resolvedAt: at, occurrences: [] };
  if (digests.some((digest) => succession.vanished.has(digest)))
    return { issue: { ...over, state: 'unobserved' }, transition: { kind: 'unobserved', cause: gone } };
  const cause = digests.some((digest) => scanned.has(digest)) ? 'retracted' : 'fixed';
  return { issue: { ...over, state: 'resolved' }, transition: { kind: 'resolved', cause } };
};

const opened = (comparison: Comparison, known: Known, found: readonly Found[]): Step => ({
  issue: openedIssue(comparison, known, found),
  transition: { kind: 'opened', cause: comparison.causeOf(found) },
});

const openedIssue = ({ unratedAs, at }: Comparison, known: Known, found: readonly Found[]): Issue => {
  const occurrences = found.map(occurrenceOf);
  return { ...known, state: 'open', severity: worst(occurrences, unratedAs), openedAt: at, occurrences };
};

/** What comes back within a week is counted to those who were told of it, not told alone. */
const QUIET_MS = 7 * 24 * 60 * 60 * 1000;

const reopened = (comparison: Comparison, before: Issue, found: readonly Found[]): Step => {
  const { state, resolvedAt, told, toldEarlier } = before;
  const isSoon =
    state === 'resolved' && resolvedAt !== null && Date.parse(comparison.at) - Date.parse(resolvedAt) <= QUIET_MS;
  const earlier = isSoon ? { ...toldEarlier, ...told } : {};
  const known = { ...before, told: {}, toldEarlier: earlier, detail: detailOf(found) };
  return { issue: openedIssue(comparison, known, found), transition: { kind: 'opened', cause: 'reopened' } };
};

const regraded = (from: string, to: string, unratedAs: Severity): Unplaced<Transition> | null => {
  const rise = rank(to, unratedAs) - rank(from, unratedAs);
  return rise === 0 ? null : { kind: rise > 0 ? 'escalated' : 'eased', from, to };
};

/** Of the occurrences of an open issue: at least one. */
const worst = (occurrences: readonly Occurrence[], unratedAs: Severity): string =>
  occurrences.reduce((a, b) => (rank(b.severity, unratedAs) > rank(a.severity, unratedAs) ? b : a)).severity;

/** What of an issue does not change as it opens and closes. */
type Known = Omit<Issue, 'state' | 'severity' | 'openedAt' | 'occurrences'>;

/** An issue that nobody saw before. */
const named = ({ at }: Comparison, found: readonly Found[]): Known => {
  const { vulnerability, packageType, packageName } = lastOf(found);
  const identity = { vulnerability, packageType, packageName };
  return { ...identity, firstSeenAt: at, resolvedAt: null, told: {}, toldEarlier: {}, detail: detailOf(found) };
};

/** Of the finding seen last. */
const detailOf = (found: readonly Found[]): Issue['detail'] => {
  const { fixedIn, cvss, advisory, description } = lastOf(found);
  return { fixedIn, cvss, advisory, description };
};

const lastOf = (found: readonly Found[]): Finding => {
  const last = found.at(-1);
  if (last === undefined) throw new Error('an issue that nobody found');
  return last.finding;
};
