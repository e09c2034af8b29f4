import type { Image } from '../../functions/core/domain/image.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import { severityTitle } from '../../functions/core/messages/counts.ts';
import { fixText } from '../../functions/core/messages/fix.ts';
import { risks } from '../../functions/core/messages/risk.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';

/** An issue of an image: how bad, which, in what package, and how likely it is exploited. */
export const issueCells = (issue: Issue, image: Image): readonly string[] => [
  severityTitle(issue.severity, PLAIN),
  PLAIN.name(issue.vulnerability, 60),
  fixText(issue, image, PLAIN),
  risks(issue).join(', '),
];
