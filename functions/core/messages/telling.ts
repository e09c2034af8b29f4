import type { Alert, ChangesAlert, ReminderAlert, SummaryAlert } from '../domain/alert.ts';
import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import type { Markup } from './markup.ts';

/** An alert that lists open issues. */
export type ListAlert = SummaryAlert | ChangesAlert | ReminderAlert;

/** An alert to one receiver, and the record it is of. */
export interface Told<A extends Alert = Alert> {
  readonly alert: A;
  readonly record: EvaluationRecord;
  readonly recordKey: string;
  /** What the alert calls by name. */
  readonly image: Image;
}

/** The same, and how its channel writes. */
export interface Telling<A extends Alert = Alert> extends Told<A> {
  readonly markup: Markup;
}

/** The issues at some indexes, in their order. */
export const issuesAt = (
  indexes: readonly number[],
  { alert, record, recordKey }: Pick<Told, 'alert' | 'record' | 'recordKey'>,
): Issue[] =>
  indexes.map((index) => {
    const issue = record.ledger.issues[index];
    if (issue === undefined)
      throw new Error(
        `${recordKey} tells issue ${index} to "${alert.receiver}", but its ledger has none; look at who made it`,
      );
    return issue;
  });

/** The open issues that an alert tells or that a fix appeared for, by index; what is worse first. */
export const openIndexes = (alert: Alert): readonly number[] => [
  ...('issues' in alert ? alert.issues : []),
  ...('fixable' in alert ? alert.fixable : []),
];

/** The open issues that an alert lists, worst first. */
export const toldIssues = (told: Told<ListAlert>): Issue[] => issuesAt(told.alert.issues, told);
