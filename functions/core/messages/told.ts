import type { PeopleAlert } from '../domain/alert.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import { changesWording } from './changes.ts';
import { drillWording } from './drill.ts';
import { imageTold } from './image-told.ts';
import { postureNewsWording } from './posture-news.ts';
import { reminderWording } from './reminder.ts';
import { roundUpWording } from './round-up.ts';
import { scanNewsWording } from './scan-news.ts';
import { summaryWording } from './summary.ts';
import type { Telling, Told } from './telling.ts';
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
export const toldTo = ({ record, recordKey, receiver }: ToTell): Told<PeopleAlert> => {
  const alert = record.alerts.find((candidate) => candidate.receiver === receiver);
  if (alert === undefined || alert.kind === 'findings' || alert.kind === 'done')
    throw new Error(`${recordKey} has no alert for "${receiver}": look at which evaluation sent the delivery`);
  return { alert, record, recordKey, image: imageTold(alert, record) };
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
    case 'posture-news':
      return postureNewsWording({ alert, ...rest });
    case 'reminder':
      return reminderWording({ alert, ...rest });
    case 'round-up':
      return roundUpWording({ alert, ...rest });
  }
};
