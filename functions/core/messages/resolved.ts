import type { ChangesAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import type { ResolvedCause } from '../domain/transition.ts';
import { beside } from './beside.ts';
import { countsText, severityTitle } from './counts.ts';
import { said } from './details.ts';
import { thenWorst } from './headline.ts';
import { tagName } from './image-name.ts';
import { isGone } from './image-told.ts';
import type { Point } from './point.ts';
import { issuesAt, type Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const MAX_TAG = 60;

type Phrase = (them: string, telling: Telling) => string;

const PHRASES: Readonly<Record<ResolvedCause, Phrase>> = {
  fixed: (them, { record, markup }) =>
    isGone(record)
      ? `${tagName(record.image, MAX_TAG, markup)} is gone, what took its place does not have ${them}`
      : `the new image no longer has ${them}`,
  retracted: (them) => `ECR no longer reports ${them} for this image`,
};
const CAUSES = ['fixed', 'retracted'] as const;

/** Such as `the new image no longer has them`. */
const why = (telling: Telling<ChangesAlert>): string => {
  const { alert, record } = telling;
  const causes = new Map(record.transitions.map((each) => [each.issue, each.kind === 'resolved' ? each.cause : null]));
  const phrases = CAUSES.flatMap((cause) => {
    const { length } = alert.resolved.filter((index) => causes.get(index) === cause);
    return length === 0 ? [] : [{ length, phrase: PHRASES[cause](length === 1 ? 'it' : 'them', telling) }];
  });
  return phrases.map(({ length, phrase }) => (phrases.length > 1 ? `${length}: ${phrase}` : phrase)).join('; ');
};

/** What was resolved, counted. */
export const resolvedPoint = (telling: Telling<ChangesAlert>): Point[] => {
  const counts = countsText(countBySeverity(issuesAt(telling.alert.resolved, telling)), telling.markup);
  return counts === '' ? [] : [['Resolved', `${counts}; ${why(telling)}.`]];
};

/** Nothing but that issues told before were resolved. */
export const resolvedWording = (telling: Telling<ChangesAlert>): Wording => {
  const { alert, markup } = telling;
  const issues = issuesAt(alert.resolved, telling);
  const [worst] = issues;
  const one = worst !== undefined && issues.length === 1 ? `1 ${severityTitle(worst.severity, markup)}` : null;
  const headline = { before: `${one ?? issues.length} resolved in `, after: thenWorst(issues, markup) };
  const counts = one === null ? ` (${countsText(countBySeverity(issues), markup) || 'nothing'}): ` : ', ';
  return {
    headline,
    glance: headline,
    sentence: `${counts}${why(telling)}.`,
    points: [['Why', `${why(telling)}.`]],
    listed: issues.map((issue) => ({ issue, note: null })),
    most: Number.POSITIVE_INFINITY,
    whole: false,
    description: null,
    small: said(beside(telling)),
    advisory: null,
  };
};
