import type { Alert, ChangesAlert, SummaryAlert } from '../domain/alert.ts';
import type { Issue } from '../domain/ledger.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import type { Markup } from './markup.ts';

/** An alert to one receiver, and the record it is of. */
export interface Told<A extends Alert = Alert> {
  readonly alert: A;
  readonly record: EvaluationRecord;
  readonly recordKey: string;
}

/** The same, and how its channel writes. */
export interface Telling<A extends Alert = Alert> extends Told<A> {
  readonly markup: Markup;
}

/** The issues an alert tells, worst first. */
export const toldIssues = ({ alert, record, recordKey }: Told<SummaryAlert | ChangesAlert>): Issue[] =>
  alert.issues.map((index) => {
    const issue = record.ledger.issues[index];
    if (issue === undefined)
      throw new Error(
        `${recordKey} tells issue ${index} to "${alert.receiver}", but its ledger has none; look at who made it`,
      );
    return issue;
  });
