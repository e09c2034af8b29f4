import { counted } from './accepted.ts';
import { compareText } from './compare-text.ts';
import { type Scores, scoresOf } from './detail.ts';
import type { Finding } from './finding.ts';
import { type Findings, type Found, isOf, occurrenceOf, type ScannedPart } from './found.ts';
import type { Issue, Occurrence } from './ledger.ts';

/** How issues stand after scans: `bumped`, only versions and paths are others. */
export type Standing = 'same' | 'bumped' | 'different';

interface Stood {
  readonly issues: readonly Issue[];
  /** The complete scans of live images. */
  readonly scanned: readonly ScannedPart[];
  /** What they found. */
  readonly findings: () => Findings;
  /** The live image that stands where the ledger has a digest; null where none does. */
  readonly placeOf: (recorded: string) => string | null;
  /** Whether the scores of an issue are the same to every route, before and now. */
  readonly isScoredAlike: (before: Scores, now: Scores) => boolean;
}

/** Whether every issue is where it was, or in what took the place of the images it was in. */
export const standingOf = (stood: Stood): Standing => standingInOrder(stood) ?? standingOfSets(stood);

/** Mostly a scan lists what the one before it did, in the same order: then nothing is made of it. Null where it does not. */
const standingInOrder = ({ issues, scanned, placeOf, isScoredAlike }: Stood): Standing | null => {
  const cursors = new Map(scanned.map((part): [string, Cursor] => [part.digest, { part, at: 0, bumped: false }]));
  for (const issue of issues)
    for (const occurrence of issue.occurrences) {
      const place = placeOf(occurrence.digest);
      if (place === null || !isNext(cursors.get(place), issue, occurrence, isScoredAlike)) return null;
    }
  const all = [...cursors.values()];
  const isWhole = all.every(({ part, at }) => at === part.findings.length);
  const isBumped = all.some(({ bumped }) => bumped);
  return isWhole ? standing(true, isBumped) : null;
};

/** How far the findings of a part were gone through. */
interface Cursor {
  readonly part: ScannedPart;
  at: number;
  bumped: boolean;
}

/** What was not scanned stands as it stood. */
const isNext = (
  cursor: Cursor | undefined,
  issue: Issue,
  before: Occurrence,
  isScoredAlike: Stood['isScoredAlike'],
): boolean => {
  if (cursor === undefined) return true;
  const finding = cursor.part.findings[cursor.at];
  if (finding === undefined || !isOf(finding, issue)) return false;
  if (!isAsBad(before, finding, cursor.part) || !isScoredAlike(issue.detail, finding)) return false;
  const isBumped = before.version !== finding.version || before.path !== finding.path;
  if (isBumped && isThereTwice(issue, before)) return false;
  cursor.at += 1;
  cursor.bumped ||= isBumped;
  return true;
};

/** Whether what matters to people is the same. */
const isAsBad = (
  before: Occurrence,
  { severity, fixable, exploited, suppressed }: Finding,
  { platform }: ScannedPart,
): boolean =>
  before.platform === platform &&
  before.severity === severity &&
  (before.fixable ?? null) === fixable &&
  (before.exploited ?? null) === exploited &&
  (before.suppressed ?? false) === suppressed;

/** Whether another finding of the part is of the issue too: then the order says nothing of which is which. */
const isThereTwice = ({ occurrences }: Issue, one: Occurrence): boolean =>
  occurrences.some((each) => each !== one && each.digest === one.digest);

const standing = (isSame: boolean, isBumped: boolean): Standing => {
  if (!isSame) return 'different';
  return isBumped ? 'bumped' : 'same';
};

/** Set to set. */
const standingOfSets = (stood: Stood): Standing => {
  const { groups, of } = stood.findings();
  let matched = 0;
  let bumped = false;
  for (const issue of stood.issues) {
    const found = of(issue);
    const its = standingOfIssue(issue, found, stood);
    if (its === 'different') return its;
    matched += Number(found.length > 0);
    bumped ||= its === 'bumped';
  }
  return standing(matched === groups.length, bumped);
};

type Placed = Omit<Occurrence, 'digest'> & { readonly digest: string | null };

const standingOfIssue = (
  issue: Issue,
  found: readonly Found[],
  { placeOf, scanned, isScoredAlike }: Stood,
): Standing => {
  const placed = issue.occurrences.map((each): Placed => ({ ...each, digest: placeOf(each.digest) }));
  if (placed.some(({ digest }) => digest === null)) return 'different';
  const before = placed.filter(({ digest }) => scanned.some((part) => part.digest === digest)).sort(inOrder);
  const now: readonly Placed[] = found.map(occurrenceOf).sort(inOrder);
  const isSame = areAlike(before, now, AS_BAD) && isScoredAlike(issue.detail, scoresAfter(issue, found));
  return standing(isSame, !areAlike(before, now, ALL));
};

const scoresAfter = ({ detail, state, occurrences }: Issue, found: readonly Found[]): Scores => {
  const said = state === 'accepted' ? found : found.filter(({ finding }) => !finding.suppressed);
  return scoresOf(detail, counted(occurrences), said);
};

/** What matters to people. */
const AS_BAD = ['digest', 'platform', 'severity', 'fixable', 'exploited', 'suppressed'] as const;
/** And which it is; in this order two lists that are alike in what matters are so one by one. */
const ALL = [...AS_BAD, 'version', 'path'] as const;

const inOrder = (a: Placed, b: Placed): number => {
  const first = ALL.find((fact) => a[fact] !== b[fact]);
  return first === undefined ? 0 : compareText(String(a[first]), String(b[first]));
};

const areAlike = (some: readonly Placed[], others: readonly Placed[], facts: readonly (keyof Placed)[]): boolean =>
  some.length === others.length && some.every((each, at) => facts.every((fact) => each[fact] === others[at]?.[fact]));
