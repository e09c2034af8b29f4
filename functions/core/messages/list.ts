import { countBySeverity } from '../domain/count.ts';
import type { Issue } from '../domain/ledger.ts';
import { countsText, severityTitle } from './counts.ts';
import { ofItsPackage, said, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { type ImageHeadline, thenCounts, thenIssue } from './headline.ts';
import type { Listed } from './listed.ts';
import type { Markup } from './markup.ts';
import { inSentences, type Point } from './point.ts';
import { epssMeaning } from './risk.ts';
import { type ListAlert, type Telling, toldIssues } from './telling.ts';
import type { Wording } from './wording.ts';

/** What an alert that lists issues says besides them. */
interface ListParts {
  /** What stands before the image's name in the headline, and where there is less room. */
  readonly before: string;
  readonly briefly: string;
  /** What ends the headline. */
  readonly end?: string;
  readonly listed: readonly Listed[];
  readonly most: number;
  readonly whole: boolean;
  readonly whyNow: string;
  /** The same, in short. */
  readonly why: string;
  /** What else there is to say. */
  readonly points?: readonly Point[];
  readonly small: readonly (string | null)[];
}

const thenWorstTitle = ([worst]: readonly Issue[], markup: Markup): ImageHeadline['after'] =>
  worst === undefined ? () => '' : thenIssue(`, worst ${severityTitle(worst.severity, markup)} `, worst, markup);

/** An alert that lists its issues, worst first. */
export const listWording = (telling: Telling<ListAlert>, parts: ListParts): Wording => {
  const { markup } = telling;
  const issues = toldIssues(telling);
  const counts = countBySeverity(issues);
  const [worst] = issues;
  const points = parts.points ?? [];
  return {
    headline: { before: parts.before, after: thenCounts(counts, markup, parts.end) },
    glance: { before: parts.briefly, after: thenWorstTitle(issues, markup) },
    sentence: `${worst === undefined ? '' : ` (${countsText(counts, markup)})`}: ${parts.why}${inSentences(points)}`,
    points: [
      ['Why now', parts.whyNow],
      ...(worst === undefined ? [] : [['Do first', toDo(worst, telling, ofItsPackage(worst, issues))] as const]),
      ...points,
    ],
    listed: parts.listed,
    most: parts.most,
    whole: parts.whole,
    description: null,
    small: said([...parts.small, epssMeaning(issues), unknownSeverities(issues, markup)]),
    advisory: null,
  };
};
