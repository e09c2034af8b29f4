import type { ChangesAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import type { Issue } from '../domain/ledger.ts';
import { beside } from './beside.ts';
import { countsText, severityTitle } from './counts.ts';
import { ofItsPackage, said } from './details.ts';
import { fixText, toDo } from './fix.ts';
import { thenWorst } from './headline.ts';
import { packagePlace } from './package-place.ts';
import { inSentences, type Point } from './point.ts';
import { resolvedPoint } from './resolved.ts';
import { epssMeaning, exploitPoint, risksOfOne } from './risk.ts';
import { issuesAt, type Telling } from './telling.ts';
import { unobservedPoint } from './unobserved.ts';
import type { Wording } from './wording.ts';

const MOST_NAMED = 3;

const countsOf = (issues: readonly Issue[], { markup }: Telling): string =>
  countsText(countBySeverity(issues), markup) || 'nothing';

/** Such as `CVE-2026-1234 openssl 3.0.11 → 3.0.15, CVE-2026-1235 curl 7.64.0 → 7.64.1, 2 more`. */
const fixes = (issues: readonly Issue[], { image, markup }: Telling): string => {
  const named = issues
    .slice(0, MOST_NAMED)
    .map((issue) => `${markup.text(issue.vulnerability, 80)} ${fixText(issue, image, markup)}`);
  const more = issues.length > MOST_NAMED ? [`${issues.length - MOST_NAMED} more`] : [];
  return [...named, ...more].join(', ');
};

/** What a fix appeared for, told before. */
export const fixablePoint = (telling: Telling<ChangesAlert>): Point[] => {
  const issues = issuesAt(telling.alert.fixable, telling);
  return issues.length === 0 ? [] : [['A fix appeared', `${countsOf(issues, telling)}: ${fixes(issues, telling)}.`]];
};

const WHY: Point = ['Why now', 'a fix appeared; your route asks to hear of it.'];

/** What differs between an alert of one issue and of several. */
type Parts = Pick<Wording, 'headline' | 'sentence' | 'points' | 'listed' | 'small' | 'advisory'>;

const one = (issue: Issue, telling: Telling<ChangesAlert>): Parts => {
  const { image, markup } = telling;
  return {
    headline: { before: `A fix for 1 ${severityTitle(issue.severity, markup)} in `, after: thenWorst([issue], markup) },
    sentence: `: ${fixText(issue, image, markup)}.`,
    points: [WHY, ...exploitPoint(issue), ['Do', toDo(issue, telling)]],
    listed: [],
    small: [...risksOfOne(issue), ...packagePlace(issue, image, markup)],
    advisory: issue.detail.advisory,
  };
};

const several = (worst: Issue, issues: readonly Issue[], telling: Telling<ChangesAlert>): Parts => ({
  headline: { before: `Fixes for ${issues.length} issues in `, after: thenWorst(issues, telling.markup) },
  sentence: ` (${countsOf(issues, telling)}): ${fixes(issues, telling)}.`,
  points: [WHY, ['Do first', toDo(worst, telling, ofItsPackage(worst, issues))]],
  listed: issues.map((issue) => ({ issue, note: null })),
  small: said([epssMeaning(issues)]),
  advisory: null,
});

/** Nothing got worse, and a fix appeared for issues told before: at least one. */
export const fixableWording = (telling: Telling<ChangesAlert>, worst: Issue): Wording => {
  const issues = issuesAt(telling.alert.fixable, telling);
  const parts = issues.length === 1 ? one(worst, telling) : several(worst, issues, telling);
  const over = [...unobservedPoint(telling), ...resolvedPoint(telling)];
  return {
    ...parts,
    glance: parts.headline,
    sentence: `${parts.sentence}${inSentences(over)}`,
    points: [...parts.points, ...over],
    most: Number.POSITIVE_INFINITY,
    whole: true,
    description: null,
    small: said([...parts.small, ...beside(telling)]),
  };
};
