import type { EngineSwitch } from './engine-switch.ts';
import { type Findings, type Found, type Identity, isOf } from './found.ts';
import type { Instant } from './image.ts';
import type { Issue } from './ledger.ts';
import { rank, type Severity } from './severity.ts';

interface Renaming {
  readonly findings: Findings;
  readonly switched: EngineSwitch;
  /** The image that a digest of the ledger stood for. */
  readonly standsFor: (recorded: string) => string;
  readonly unratedAs: Severity;
}

/**
 * The issues as the engine calls them that scans now. Engines name packages otherwise: a vulnerability that was known in
 * an image goes on under each name that this engine lists it by, and under none that it does not.
 */
export const carriedOver = (issues: readonly Issue[], renaming: Renaming): readonly Issue[] => {
  const { findings, switched } = renaming;
  const isHere = ({ part }: Found): boolean => switched.scanned.has(part.digest);
  const listed = findings.groups.filter((group) => group.some(isHere)).flatMap(([first]) => first?.finding ?? []);
  const names = Map.groupBy(listed, ({ vulnerability }) => vulnerability);
  return [...Map.groupBy(issues, ({ vulnerability }) => vulnerability)].flatMap(([vulnerability, known]) =>
    renamed(known, names.get(vulnerability) ?? [], renaming),
  );
};

/**
 * The issues of one vulnerability. A name that nothing is open by goes on with what is there by other names; where there
 * is no such name, what is not listed by its own goes into those that are.
 */
const renamed = (known: readonly Issue[], names: readonly Identity[], renaming: Renaming): readonly Issue[] => {
  const there = known.filter((issue) => isThere(issue, renaming));
  if (there.length === 0 || names.length === 0) return known;
  const isListed = (issue: Issue): boolean => names.some((name) => isOf(name, issue));
  const isOpenAs = (name: Identity): boolean => known.some((issue) => issue.state === 'open' && isOf(name, issue));
  const lost = there.filter((issue) => !isListed(issue));
  const left = names.every(isOpenAs) ? lost : [];
  return [
    ...known.filter((issue) => !isListed(issue) && (!lost.includes(issue) || goesOn(issue, renaming))),
    ...names.flatMap((name) => {
      const own = known.filter((issue) => isOf(name, issue));
      const before = isOpenAs(name) ? left : there.filter((issue) => !own.includes(issue));
      const ancestors = before.map((issue) => leaving(issue, renaming));
      return before.length === 0 ? own : [merged(name, [...own, ...ancestors], renaming.unratedAs)];
    }),
  ];
};

const isThere = ({ occurrences }: Issue, { switched, standsFor }: Renaming): boolean =>
  occurrences.some(({ digest }) => switched.places.has(standsFor(digest)));

/** Whether another live image has it by that name, as its last scan says, or one just now. */
const goesOn = (issue: Issue, { findings, switched, standsFor }: Renaming): boolean =>
  findings.of(issue).length > 0 || issue.occurrences.some(({ digest }) => switched.already.has(standsFor(digest)));

/** Without what goes on by its name. */
const leaving = (issue: Issue, { switched, standsFor }: Renaming): Issue => ({
  ...issue,
  occurrences: issue.occurrences.filter(({ digest }) => !switched.already.has(standsFor(digest))),
});

/** One issue by that name, as open and as well known as any of them. */
const merged = (
  { vulnerability, packageType, packageName }: Identity,
  all: readonly Issue[],
  unratedAs: Severity,
): Issue => {
  const seen = all.filter(isSeen).toSorted((a, b) => rank(b.severity, unratedAs) - rank(a.severity, unratedAs));
  const [worst] = seen;
  if (worst === undefined) throw new Error(`nothing of ${vulnerability} to carry over`);
  return {
    ...worst,
    vulnerability,
    packageType,
    packageName,
    state: seen.some(({ state }) => state === 'open') ? 'open' : 'accepted',
    firstSeenAt: all.map(({ firstSeenAt }) => firstSeenAt).reduce(earlier),
    openedAt: seen.map(({ openedAt }) => openedAt).reduce(earlier),
    occurrences: seen.flatMap(({ occurrences }) => occurrences),
    told: mostTold(seen.map(({ told }) => told)),
    toldEarlier: mostTold(seen.map(({ toldEarlier }) => toldEarlier)),
  };
};

/** Whether live images have it. */
const isSeen = ({ occurrences }: Issue): boolean => occurrences.length > 0;

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** To each receiver what it was told of the worst. */
const mostTold = (all: readonly Issue['told'][]): Issue['told'] =>
  Object.fromEntries(all.flatMap((told) => Object.entries(told)).sort(([, a], [, b]) => a.rank - b.rank));
