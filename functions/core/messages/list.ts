import type { ChangesAlert, SummaryAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import { context } from './block.ts';
import { countsText, severityTitle } from './counts.ts';
import { joined, ofItsPackage, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { closing, opening, type Telling, toldIssues } from './frame.ts';
import { glance, thenCounts, thenIssue } from './headline.ts';
import { issueLines, type Listed } from './issue-lines.ts';
import type { Draft } from './spread.ts';

/** What an alert that lists issues says besides them. */
interface ListParts {
  /** What stands before the image's name in the headline, and where there is less room. */
  readonly before: string;
  readonly briefly: string;
  readonly listed: readonly Listed[];
  readonly most: number;
  /** Of mrkdwn, above what to do. */
  readonly lines: readonly string[];
  readonly why: string;
  readonly small: readonly (string | null)[];
}

/** An alert that lists its issues, worst first. */
export const listDraft = (telling: Telling<SummaryAlert | ChangesAlert>, parts: ListParts): Draft => {
  const { image, scan } = telling.record;
  const issues = toldIssues(telling);
  const counts = countBySeverity(issues);
  const [worst] = issues;
  const thenWorst =
    worst === undefined ? thenCounts({}) : thenIssue(`, worst ${severityTitle(worst.severity)} `, worst);
  const first = worst === undefined ? '' : toDo(worst, image, scan?.engine, ofItsPackage(worst, issues));
  return {
    text: `${glance({ before: parts.briefly, after: thenWorst }, image)} (${countsText(counts) || 'nothing'}): ${parts.why}`,
    opening: opening(telling, { before: parts.before, after: thenCounts(counts) }, [
      ...parts.lines,
      ...(first === '' ? [] : [`*Do first:* ${first}`]),
    ]),
    lines: issueLines(parts.listed, image),
    most: parts.most,
    closing: [...context(joined([...parts.small, unknownSeverities(issues)])), ...closing(telling)],
  };
};
