import type { Issue, Ledger } from './ledger.ts';
import type { Head } from './lineage.ts';

/** The image that stands where the ledger has a digest: the head that took its place without a record. */
export const standIns = (heads: readonly Head[]): ((recorded: string) => string) => {
  const byRecorded = new Map(heads.map(({ recordedAs, digest }) => [recordedAs, digest]));
  return (recorded) => byRecorded.get(recorded) ?? recorded;
};

/** The ledger in the digests of the heads, as a record of its own has it. */
export const rebased = (ledger: Ledger, heads: readonly Head[]): Ledger => {
  const standsFor = standIns(heads);
  const occurring = (issue: Issue): Issue => ({
    ...issue,
    occurrences: issue.occurrences.map((each) => ({ ...each, digest: standsFor(each.digest) })),
  });
  return { ...ledger, issues: ledger.issues.map(occurring) };
};

const NONE: ReadonlySet<string> = new Set();

/**
 * Heads that the ledger of the same record knows by their own digests.
 *
 * @param compared - the digests of those whose versions it has too
 */
export const recorded = (heads: readonly Head[], compared = NONE): readonly Head[] =>
  heads.map((head) => ({ ...head, recordedAs: head.digest, bumped: head.bumped && !compared.has(head.digest) }));
