import { type ToTell, toldTo } from '../told.ts';
import type { SlackMessages } from './block.ts';
import { draftOf } from './draft.ts';
import { MRKDWN } from './mrkdwn.ts';
import { spread } from './spread.ts';

/**
 * How a receiver reads its alert: the first message, then those for its thread.
 *
 * @param thread - whether messages can follow in the thread of the first: a bot can, a webhook cannot
 * @returns messages within Slack's limits, whatever was found; what even ten messages in the thread do not list is counted
 * @throws Error where the record has no alert for the receiver
 */
export const slackMessages = ({ thread, ...toTell }: ToTell & { readonly thread: boolean }): SlackMessages => {
  return spread(draftOf({ ...toldTo(toTell), markup: MRKDWN }), thread);
};
