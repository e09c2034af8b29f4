import type { ChangesAlert, SummaryAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import type { Issue } from '../domain/ledger.ts';
import { countsText, severityTitle } from './counts.ts';
import { ofItsPackage, said, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { type Headline, thenCounts, thenIssue } from './headline.ts';
import type { Listed } from './listed.ts';
import type { Markup } from './markup.ts';
import { type Telling, toldIssues } from './telling.ts';
import type { Wording } from './wording.ts';

/** What an alert that lists issues says besides them. */
interface ListParts {
  /** What stands before the image's name in the headline, and where there is less room. */
  readonly before: string;
  readonly briefly: string;
  readonly listed: readonly Listed[];
  readonly most: number;
  readonly whyNow: string;
  /** The same, in short. */
  readonly why: string;
  readonly small: readonly (string | null)[];
}

const thenWorst = ([worst]: readonly Issue[], markup: Markup): Headline['after'] =>
  worst === undefined
    ? thenCounts({}, markup)
    : thenIssue(`, worst ${severityTitle(worst.severity, markup)} `, worst, markup);

/** An alert that lists its issues, worst first. */
export const listWording = (telling: Telling<SummaryAlert | ChangesAlert>, parts: ListParts): Wording => {
  const { markup } = telling;
  const issues = toldIssues(telling);
  const counts = countBySeverity(issues);
  const [worst] = issues;
  return {
    headline: { before: parts.before, after: thenCounts(counts, markup) },
    glance: { before: parts.briefly, after: thenWorst(issues, markup) },
    sentence: ` (${countsText(counts, markup) || 'nothing'}): ${parts.why}`,
    points: [
      ['Why now', parts.whyNow],
      ...(worst === undefined ? [] : [['Do first', toDo(worst, telling, ofItsPackage(worst, issues))] as const]),
    ],
    listed: parts.listed,
    most: parts.most,
    description: null,
    small: said([...parts.small, unknownSeverities(issues, markup)]),
    advisory: null,
  };
};
