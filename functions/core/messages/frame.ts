import type { Alert, ChangesAlert, SummaryAlert } from '../domain/alert.ts';
import type { Issue } from '../domain/ledger.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import { actions, type Block, context, header, linkButton, section } from './block.ts';
import { day } from './day.ts';
import { type Headline, headerLine } from './headline.ts';
import { shortDigest } from './image-name.ts';
import { buttonUrl, consoleUrl } from './links.ts';
import { shownPlain } from './shown.ts';
import { mentions, whyYou } from './why-you.ts';

/** An alert to one receiver, and the record it is of. */
export interface Telling<A extends Alert = Alert> {
  readonly alert: A;
  readonly record: EvaluationRecord;
  readonly recordKey: string;
}

/** The issues an alert tells, worst first. */
export const toldIssues = ({ alert, record, recordKey }: Telling<SummaryAlert | ChangesAlert>): Issue[] =>
  alert.issues.map((index) => {
    const issue = record.ledger.issues[index];
    if (issue === undefined)
      throw new Error(
        `${recordKey} tells issue ${index} to "${alert.receiver}", but its ledger has none; look at who made it`,
      );
    return issue;
  });

/** What every alert begins with: the headline, whom it calls, and what matters most in `lines` of mrkdwn. */
export const opening = ({ alert, record }: Telling, headline: Headline, lines: readonly string[]): Block[] => [
  header(headerLine(headline, record.image)),
  section([mentions(alert), ...lines].filter((line) => line !== '').join('\n')),
];

const facts = ({ registry, image, scan, at }: EvaluationRecord): string =>
  [
    `pushed ${day(image.pushedAt, at)}`,
    shortDigest(image.digest),
    `${shownPlain(registry.account, 20)} ${shownPlain(registry.region, 30)}`,
    ...(scan === null ? [] : [scan.engine]),
  ].join(' · ');

/** What every alert ends with: where to look, what it is about, and why it came here. */
export const closing = ({ alert, record, recordKey }: Telling, advisory: string | null = null): Block[] => {
  const buttons = [
    ['Advisory', buttonUrl(advisory)],
    ['Image in ECR', consoleUrl(record.registry, record.image)],
  ] as const;
  return [
    ...actions(buttons.flatMap(([text, url]) => (url === null ? [] : [linkButton(text, url)]))),
    ...context(facts(record)),
    ...context(whyYou(alert, record, recordKey)),
  ];
};
