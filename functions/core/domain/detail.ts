import type { Cvss } from './finding.ts';
import type { Found } from './found.ts';
import type { Detail, Occurrence } from './ledger.ts';

/**
 * What is known of an issue now.
 *
 * @param before - what was known of it; null: nobody saw it before
 * @param occurrences - that count
 * @param found - those of them that were scanned just now
 */
export const detailOf = (
  before: Detail | null,
  occurrences: readonly Occurrence[],
  found: readonly Found[],
): Detail => {
  const last = found.at(-1)?.finding ?? before;
  if (last === null) throw new Error('an issue that nobody found');
  const { layer, advisory, description } = last;
  const fixable = anyOf(occurrences, 'fixable');
  const exploited = anyOf(occurrences, 'exploited');
  const fixedBefore = found.length === 0 || fixable === true ? (before?.fixedIn ?? null) : null;
  const fixedIn = found.findLast(({ finding }) => finding.fixedIn !== null)?.finding.fixedIn ?? fixedBefore;
  const { epss, cvss } = scoresOf(before, occurrences, found);
  return { fixedIn, fixable, exploited, layer, advisory, description, epss, cvss };
};

export type Scores = Pick<Detail, 'epss' | 'cvss'>;

/** The highest scores, whatever the order of images: as they were, where not all was scanned just now, or none is said. */
export const scoresOf = (
  before: Scores | null,
  occurrences: readonly Occurrence[],
  found: readonly Found[],
): Scores => {
  const isAll = found.length > 0 && found.length === occurrences.length;
  let { epss, cvss } = isAll || before === null ? UNSCORED : before;
  for (const { finding } of found) {
    epss = higher(epss, finding.epss);
    cvss = worse(cvss, finding.cvss);
  }
  return { epss: epss ?? before?.epss ?? null, cvss };
};

const UNSCORED: Scores = { epss: null, cvss: null };

const higher = (a: number | null, b: number | null): number | null => ((b ?? -1) >= (a ?? -1) ? b : a);

const worse = (a: Cvss | null, b: Cvss | null): Cvss | null => ((b?.score ?? -1) >= (a?.score ?? -1) ? b : a);

/** True where it is so of one; null where nothing says. */
const anyOf = (occurrences: readonly Occurrence[], fact: 'fixable' | 'exploited'): boolean | null => {
  let is: boolean | null = null;
  for (const { [fact]: said } of occurrences) if (said !== undefined) is = said || is === true;
  return is;
};
