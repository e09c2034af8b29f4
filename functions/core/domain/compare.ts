import { counted, isAccepted } from './accepted.ts';
import { detailOf } from './detail.ts';
import type { EngineSwitch } from './engine-switch.ts';
import { type Findings, type Found, occurrenceOf } from './found.ts';
import type { Instant } from './image.ts';
import type { Detail, Issue, Occurrence } from './ledger.ts';
import { rank, type Severity } from './severity.ts';
import type { Succession } from './succession.ts';
import type { GoneCause, OpenedCause, Transition, UnobservedCause } from './transition.ts';

export interface Comparison {
  /** By the names that the engine has for them. */
  readonly issues: readonly Issue[];
  /** What the complete scans of live images found. */
  readonly findings: () => Findings;
  /** The digests of those images. */
  readonly scanned: ReadonlySet<string>;
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  readonly succession: Succession;
  /** Null where the same engine scans as before. */
  readonly switched: EngineSwitch | null;
  /** Why an issue that nobody knew opens. */
  readonly causeOf: (found: readonly Found[]) => OpenedCause;
  /** Why images went without anything taking their place. */
  readonly gone: GoneCause;
  readonly unratedAs: Severity;
  readonly at: Instant;
}

export interface Compared {
  /** Every issue known, those known before in their old order. */
  readonly issues: readonly Issue[];
  /** They point into `issues`, in its order; a change of severity comes before the other changes of its issue. */
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
  const fresh = findings.groups.filter((found) => !matched.has(found)).map((found) => firstSeen(comparison, found));
  const steps = [...known, ...fresh];
  return {
    issues: steps.map(({ issue }) => issue),
    transitions: steps.flatMap(({ transitions }, issue) => transitions.map((each) => ({ ...each, issue }))),
  };
};

type Unplaced<T> = T extends Transition ? Omit<T, 'issue'> : never;
type Change = Unplaced<Transition>;

interface Step {
  readonly issue: Issue;
  readonly transitions: readonly Change[];
}

const NONE: readonly Change[] = [];
const ACCEPTED: readonly Change[] = [{ kind: 'accepted', cause: 'suppressed' }];
const OPENED: Readonly<Record<OpenedCause, readonly Change[]>> = {
  disclosed: [{ kind: 'opened', cause: 'disclosed' }],
  'new-image': [{ kind: 'opened', cause: 'new-image' }],
  reopened: [{ kind: 'opened', cause: 'reopened' }],
  voided: [{ kind: 'opened', cause: 'voided' }],
};
const NOBODY: Issue['told'] = {};

const step = (comparison: Comparison, before: Issue, found: readonly Found[]): Step => {
  const occurrences = occurrencesAfter(comparison, before, found);
  if (occurrences.length === 0)
    return isSeen(before) ? closed(comparison, before) : { issue: before, transitions: NONE };
  const issue = { ...before, ...placed(comparison, before.detail, occurrences, found) };
  if (issue.state === before.state) {
    const transitions = issue.state === 'open' ? changes(comparison, before, issue) : NONE;
    return { issue, transitions };
  }
  if (issue.state === 'open') return openedAgain(comparison, before, issue);
  return { issue: isSeen(before) ? issue : { ...issue, told: NOBODY, toldEarlier: NOBODY }, transitions: ACCEPTED };
};

/** Whether live images have it. */
const isSeen = ({ state }: Issue): boolean => state === 'open' || state === 'accepted';

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

/** How an issue stands that live images have. */
const placed = (
  { unratedAs }: Comparison,
  before: Detail | null,
  occurrences: readonly Occurrence[],
  found: readonly Found[],
): Pick<Issue, 'state' | 'severity' | 'occurrences' | 'detail'> => {
  const state = isAccepted(occurrences) ? 'accepted' : 'open';
  const counting = counted(occurrences);
  const said = counting === occurrences ? found : found.filter(({ finding }) => !finding.suppressed);
  return { state, severity: worst(counting, unratedAs), occurrences, detail: detailOf(before, counting, said) };
};

const closed = ({ standsFor, scanned, succession, switched, gone, at }: Comparison, issue: Issue): Step => {
  const digests = issue.occurrences.map(({ digest }) => standsFor(digest));
  const over = { ...issue, resolvedAt: at, occurrences: [] };
  const unobserved = (cause: UnobservedCause): Step => ({
    issue: { ...over, state: 'unobserved' },
    transitions: [{ kind: 'unobserved', cause }],
  });
  if (digests.some((digest) => switched?.places.has(digest))) return unobserved('engine-switched');
  if (digests.some((digest) => succession.vanished.has(digest))) return unobserved(gone);
  const cause = digests.some((digest) => scanned.has(digest)) ? 'retracted' : 'fixed';
  return { issue: { ...over, state: 'resolved' }, transitions: [{ kind: 'resolved', cause }] };
};

/** An issue that nobody saw before. */
const firstSeen = (comparison: Comparison, found: readonly Found[]): Step => {
  const { at, causeOf } = comparison;
  const [first] = found;
  if (first === undefined) throw new Error('an issue that nobody found');
  const { vulnerability, packageType, packageName } = first.finding;
  const { state, severity, occurrences, detail } = placed(comparison, null, found.map(occurrenceOf), found);
  const issue = {
    vulnerability,
    packageType,
    packageName,
    firstSeenAt: at,
    openedAt: at,
    resolvedAt: null,
    told: NOBODY,
    toldEarlier: NOBODY,
    state,
    severity,
    occurrences,
    detail,
  };
  return { issue, transitions: state === 'accepted' ? ACCEPTED : OPENED[causeOf(found)] };
};

/** What comes back within a week is counted to those who were told of it, not told alone. */
const QUIET_MS = 7 * 24 * 60 * 60 * 1000;

const openedAgain = ({ at }: Comparison, { state, resolvedAt, told, toldEarlier }: Issue, issue: Issue): Step => {
  const isSoon = state === 'resolved' && resolvedAt !== null && Date.parse(at) - Date.parse(resolvedAt) <= QUIET_MS;
  const earlier = isSoon ? { ...toldEarlier, ...told } : NOBODY;
  return {
    issue: { ...issue, openedAt: at, told: NOBODY, toldEarlier: earlier },
    transitions: OPENED[state === 'accepted' ? 'voided' : 'reopened'],
  };
};

/** Of an issue that stays open. */
const changes = (comparison: Comparison, before: Issue, after: Issue): readonly Change[] => {
  const severity = regraded(before.severity, after.severity, comparison.unratedAs);
  const isExploited = after.detail.exploited === true && before.detail.exploited !== true;
  const isFixable = after.detail.fixable === true && wasUnfixable(comparison, before);
  if (severity === null && !isExploited && !isFixable) return NONE;
  return [
    ...(severity === null ? [] : [severity]),
    ...(isExploited ? [{ kind: 'exploited' as const }] : []),
    ...(isFixable ? [{ kind: 'fixable' as const }] : []),
  ];
};

/** What another engine did not say says nothing. */
const wasUnfixable = ({ switched, standsFor }: Comparison, { detail: { fixable }, occurrences }: Issue): boolean =>
  fixable === false ||
  (fixable !== true && !occurrences.some(({ digest }) => switched?.places.has(standsFor(digest)) === true));

const regraded = (from: string, to: string, unratedAs: Severity): Change | null => {
  const rise = rank(to, unratedAs) - rank(from, unratedAs);
  return rise === 0 ? null : { kind: rise > 0 ? 'escalated' : 'eased', from, to };
};

/** Of at least one occurrence. */
const worst = (occurrences: readonly Occurrence[], unratedAs: Severity): string =>
  occurrences.reduce((a, b) => (rank(b.severity, unratedAs) > rank(a.severity, unratedAs) ? b : a)).severity;
