import type { Finding } from './finding.ts';
import type { Image, Instant } from './image.ts';
import { type Issue, issueKey, type Ledger, type Occurrence } from './ledger.ts';
import { rank, type Severity } from './severity.ts';
import type { OpenedCause, Transition } from './transition.ts';

interface Comparison {
  readonly before: Ledger;
  readonly image: Image;
  readonly findings: readonly Finding[];
  /** Digests of the live images after this scan; `image` is one of them. */
  readonly live: ReadonlySet<string>;
  /** Digests of the images that `image` takes the place of, itself if it is scanned again. */
  readonly replaced: ReadonlySet<string>;
  readonly unratedAs: Severity;
  readonly at: Instant;
}

interface Compared {
  readonly issues: readonly Issue[];
  readonly transitions: readonly Transition[];
  /** False where every issue stands as it stood, occurrence by occurrence. */
  readonly changed: boolean;
}

/**
 * Compares a complete scan of a live image with what was known, set to set.
 *
 * @returns every issue known, those known before in their old order; transitions point into it
 */
export const compare = (comparison: Comparison): Compared => {
  const { before, findings } = comparison;
  const found = Map.groupBy(findings, issueKey);
  const causeOf = openedCause(comparison);
  const known = before.issues.map((issue) => {
    const key = issueKey(issue);
    const matched = found.get(key) ?? [];
    found.delete(key);
    return step(comparison, issue, matched, causeOf);
  });
  const fresh = [...found.values()].map((matched) => step(comparison, null, matched, causeOf));
  const steps = [...known, ...fresh];
  return {
    issues: steps.map(({ issue }) => issue),
    transitions: steps.flatMap(({ transition }, issue) => (transition === null ? [] : [{ ...transition, issue }])),
    changed: steps.some(({ changed }) => changed),
  };
};

type Unplaced<T> = T extends Transition ? Omit<T, 'issue'> : never;

interface Step {
  readonly issue: Issue;
  readonly transition: Unplaced<Transition> | null;
  readonly changed: boolean;
}

const step = (
  comparison: Comparison,
  before: Issue | null,
  findings: readonly Finding[],
  causeOf: (findings: readonly Finding[]) => OpenedCause,
): Step => {
  const occurrences = occurrencesAfter(comparison, before, findings);
  const latest = findings.at(-1);
  const base = before ?? blank(comparison, findings);
  const detail = latest === undefined ? base.detail : detailOf(latest);
  const changed = before === null || !sameOccurrences(before.occurrences, occurrences);
  if (occurrences.length === 0) return { ...closed(comparison, base, detail), changed };

  const severity = worst(occurrences, comparison.unratedAs);
  const { at } = comparison;
  if (before?.state === 'open') {
    const issue = { ...before, severity, occurrences, detail };
    return { issue, transition: regraded(before.severity, severity, comparison.unratedAs), changed };
  }
  const issue: Issue = { ...base, state: 'open', severity, openedAt: at, occurrences, told: {}, detail };
  return { issue, transition: { kind: 'opened', cause: before === null ? causeOf(findings) : 'reopened' }, changed };
};

const closed = (
  { image, at }: Comparison,
  issue: Issue,
  detail: Issue['detail'],
): Pick<Step, 'issue' | 'transition'> => {
  if (issue.state !== 'open') return { issue, transition: null };
  const retracted = issue.occurrences.some(({ digest }) => digest === image.digest);
  return {
    issue: { ...issue, state: 'resolved', resolvedAt: at, occurrences: [], detail },
    transition: { kind: 'resolved', cause: retracted ? 'retracted' : 'fixed' },
  };
};

const regraded = (from: string, to: string, unratedAs: Severity): Unplaced<Transition> | null => {
  const rise = rank(to, unratedAs) - rank(from, unratedAs);
  return rise === 0 ? null : { kind: rise > 0 ? 'escalated' : 'eased', from, to };
};

const occurrencesAfter = (
  { image, live }: Comparison,
  before: Issue | null,
  findings: readonly Finding[],
): readonly Occurrence[] => {
  const elsewhere = (before?.occurrences ?? []).filter(
    ({ digest, platform }) => live.has(digest) && (digest !== image.digest || platform !== image.platform),
  );
  const { digest, platform } = image;
  const here = findings.map(({ severity, version, path }) => ({ digest, platform, severity, version, path }));
  return [...elsewhere, ...distinct(here)];
};

const occurrenceKey = ({ digest, platform, severity, version, path }: Occurrence): string =>
  JSON.stringify([digest, platform, severity, version, path]);

const distinct = (occurrences: readonly Occurrence[]): readonly Occurrence[] =>
  occurrences.length < 2 ? occurrences : [...new Map(occurrences.map((each) => [occurrenceKey(each), each])).values()];

/** Set to set; mostly they are in the same order too, and then no keys are made. */
const sameOccurrences = (a: readonly Occurrence[], b: readonly Occurrence[]): boolean => {
  if (a.length !== b.length) return false;
  if (a.every((each, index) => isSame(each, b[index]))) return true;
  const keys = new Set(a.map(occurrenceKey));
  return b.every((each) => keys.has(occurrenceKey(each)));
};

const isSame = (a: Occurrence, b: Occurrence | undefined): boolean =>
  a.digest === b?.digest &&
  a.platform === b.platform &&
  a.severity === b.severity &&
  a.version === b.version &&
  a.path === b.path;

const worst = (occurrences: readonly Occurrence[], unratedAs: Severity): string =>
  occurrences.map(({ severity }) => severity).reduce((a, b) => (rank(b, unratedAs) > rank(a, unratedAs) ? b : a));

/** An issue as it was before anybody saw it. */
const blank = ({ at }: Comparison, [finding]: readonly Finding[]): Issue => {
  if (finding === undefined) throw new Error('an issue nobody knew and nobody found');
  const { vulnerability, packageType, packageName, severity } = finding;
  return {
    vulnerability,
    packageType,
    packageName,
    state: 'resolved',
    severity,
    firstSeenAt: at,
    openedAt: at,
    resolvedAt: null,
    occurrences: [],
    told: {},
    detail: detailOf(finding),
  };
};

const detailOf = ({ fixedIn, cvss, advisory, description }: Finding): Issue['detail'] => ({
  fixedIn,
  cvss,
  advisory,
  description,
});

/**
 * Why issues open that were not known: `disclosed` where the image, or the same version of the package, was there before.
 * ECR lists only vulnerable packages, so a version seen before is one that had another issue.
 */
const openedCause = ({ before, image, replaced }: Comparison): ((findings: readonly Finding[]) => OpenedCause) => {
  if (replaced.has(image.digest)) return () => 'disclosed';
  const versions = new Set(
    before.issues.flatMap(({ packageType, packageName, occurrences }) =>
      occurrences
        .filter(({ digest }) => replaced.has(digest))
        .map(({ version }) => packageKey({ packageType, packageName, version })),
    ),
  );
  if (versions.size === 0) return () => 'new-image';
  return (findings) => (findings.some((each) => versions.has(packageKey(each))) ? 'disclosed' : 'new-image');
};

const packageKey = ({ packageType, packageName, version }: Pick<Finding, 'packageType' | 'packageName' | 'version'>) =>
  JSON.stringify([packageType, packageName, version]);
