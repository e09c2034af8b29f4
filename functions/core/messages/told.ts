import type { PeopleAlert } from '../domain/alert.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import { changesWording } from './changes.ts';
import { drillWording } from './drill.ts';
import { scanNewsWording } from './scan-news.ts';
import { summaryWording } from './summary.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

/** An alert to tell people: which record it is of, and whom. */
export interface ToTell {
  readonly record: EvaluationRecord;
  readonly recordKey: string;
  readonly receiver: string;
}

/**
 * What `receiver` is told of `record`.
 *
 * @throws Error where the record has no alert for the receiver that people read
 */
export const alertFor = ({ record, recordKey, receiver }: ToTell): PeopleAlert => {
  const alert = record.alerts.find((candidate) => candidate.receiver === receiver);
  if (alert === undefined || alert.kind === 'findings')
    throw new Error(`${recordKey} has no alert for "${receiver}": look at which evaluation sent the delivery`);
  return alert;
};

/** The words of an alert, as its channel writes. */
export const wordingOf = ({ alert, ...rest }: Telling<PeopleAlert>): Wording => {
  if (rest.record.drill) return drillWording({ alert, ...rest });
  switch (alert.kind) {
    case 'changes':
      return changesWording({ alert, ...rest });
    case 'summary':
      return summaryWording({ alert, ...rest });
    case 'scan-news':
      return scanNewsWording({ alert, ...rest });
  }
};
