import type { ChangesAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import { LIVE_DAYS } from '../domain/lineage.ts';
import type { UnobservedCause } from '../domain/transition.ts';
import { beside } from './beside.ts';
import { countsText, total } from './counts.ts';
import { said } from './details.ts';
import { ENGINES, engineOf } from './engine.ts';
import { type ImageHeadline, thenIssue } from './headline.ts';
import { tagName } from './image-name.ts';
import { isGone } from './image-told.ts';
import type { Point } from './point.ts';
import { resolvedPoint } from './resolved.ts';
import { issuesAt, type Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const MAX_TAG = 60;
const STALE_MS = LIVE_DAYS * 24 * 60 * 60 * 1000;
const BECAME: Readonly<Record<UnobservedCause, string>> = {
  deleted: 'was deleted',
  archived: 'was archived',
  stale: `had no push for ${LIVE_DAYS} days`,
  'eligibility-expired': 'is no longer scanned',
  'engine-switched': 'has another scanner',
};
const NOT_FIXED = 'This does not mean fixed';

/** Of the worst: an evaluation has one cause, but for what another engine does not list. */
const causeOf = ({ alert: { unobserved }, record }: Telling<ChangesAlert>): UnobservedCause =>
  record.transitions.flatMap((each) =>
    each.kind === 'unobserved' && each.issue === unobserved[0] ? [each.cause] : [],
  )[0] ?? 'deleted';

/** Whether the evaluation was about the image that is no longer watched, or is not as it was; else a line ended meanwhile that nobody pushes to. */
const isOfImage = (telling: Telling<ChangesAlert>): boolean => {
  const { record } = telling;
  const cause = causeOf(telling);
  if (cause === 'engine-switched') return true;
  const isOld = Date.parse(record.at) - Date.parse(record.image.pushedAt) >= STALE_MS;
  return isGone(record) && (cause !== 'stale' || isOld);
};

/** @param image - what to call the one that was seen */
const why = (telling: Telling<ChangesAlert>, image: string): string => {
  const cause = causeOf(telling);
  const what = isOfImage(telling) ? image : 'another image';
  if (cause === 'engine-switched')
    return `${what} is scanned by ${engineName(telling)} now, which does not report this`;
  if (cause === 'eligibility-expired')
    return `Inspector no longer scans ${what}: pushed, or last used, longer ago than the re-scan duration set there; no other took its place`;
  return `${what} ${BECAME[cause]}, and no other took its place`;
};

const engineName = (telling: Telling): string => {
  const engine = engineOf(telling);
  return engine === null ? 'another engine' : ENGINES[engine];
};

/** What is no longer watched, counted. */
export const unobservedPoint = (telling: Telling<ChangesAlert>): Point[] => {
  const { alert, record, markup } = telling;
  const counts = countsText(countBySeverity(issuesAt(alert.unobserved, telling)), markup);
  const image = tagName(record.image, MAX_TAG, markup);
  return counts === '' ? [] : [['No longer watched', `${counts}; ${why(telling, image)}. ${NOT_FIXED}.`]];
};

/** The longest that fits. */
const thenFitting =
  (texts: readonly [string, string]) =>
  (max: number): string =>
    texts.find((text) => text.length <= max) ?? texts[1];

const headlineOf = (telling: Telling<ChangesAlert>): ImageHeadline => {
  const { length } = telling.alert.unobserved;
  const issues = `${length} ${length === 1 ? 'issue' : 'issues'}`;
  const are = length === 1 ? 'is' : 'are';
  if (!isOfImage(telling)) return { before: `${issues} no longer watched beside `, after: () => '' };
  const became = ` ${BECAME[causeOf(telling)]}: ${issues}`;
  return {
    before: '',
    after: thenFitting([`${became} told before ${are} no longer watched`, `${became} no longer watched`]),
  };
};

/** Nothing opened, and issues told before are no longer seen: their images are gone. */
export const unobservedWording = (telling: Telling<ChangesAlert>): Wording => {
  const { alert, markup } = telling;
  const issues = issuesAt(alert.unobserved, telling);
  const counts = countBySeverity(issues);
  const [worst] = issues;
  const named = worst === undefined ? '' : thenIssue(', worst ', worst, markup)(120);
  const headline = headlineOf(telling);
  return {
    headline,
    glance: headline,
    sentence: `: ${countsText(counts, markup)}${named}. ${NOT_FIXED}.`,
    points: [
      ['Why', `${why(telling, 'it')}.`],
      [null, `${NOT_FIXED}: where it still runs, it still has ${total(counts) === 1 ? 'it' : 'them'}.`],
      ...resolvedPoint(telling),
    ],
    listed: issues.map((issue) => ({ issue, note: null })),
    most: Number.POSITIVE_INFINITY,
    whole: false,
    description: null,
    small: said(beside(telling)),
    advisory: null,
  };
};
