import type { EvaluationRecord } from '../domain/record.ts';
import type { SlackMessages } from './block.ts';
import { changesDraft } from './changes.ts';
import { scanNewsDraft } from './scan-news.ts';
import { type Draft, spread } from './spread.ts';
import { summaryDraft } from './summary.ts';

interface ToTell {
  readonly record: EvaluationRecord;
  readonly recordKey: string;
  readonly receiver: string;
  /** Whether messages can follow in the thread of the first: a bot can, a webhook cannot. */
  readonly thread: boolean;
}

const draftOf = ({ record, recordKey, receiver }: ToTell): Draft => {
  const alert = record.alerts.find((candidate) => candidate.receiver === receiver);
  switch (alert?.kind) {
    case 'changes':
      return changesDraft({ alert, record, recordKey });
    case 'summary':
      return summaryDraft({ alert, record, recordKey });
    case 'scan-news':
      return scanNewsDraft({ alert, record, recordKey });
    default:
      throw new Error(`${recordKey} has no alert for "${receiver}": look at which evaluation sent the delivery`);
  }
};

/**
 * How `receiver` reads its alert of `record`: the first message, then those for its thread.
 *
 * @returns messages within Slack's limits, whatever was found; what even ten messages in the thread do not list is counted
 * @throws Error where the record has no alert for the receiver
 */
export const slackMessages = (toTell: ToTell): SlackMessages =>
  spread(draftOf(toTell), toTell.record.image, toTell.thread);
