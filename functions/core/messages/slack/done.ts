import type { Instant } from '../../domain/image.ts';
import { day } from '../day.ts';
import type { ToTell } from '../told.ts';
import { context, type SlackMessage } from './block.ts';
import { slackMessages } from './message.ts';

/**
 * The first message of a thread, marked: nothing that the thread tells is open any more.
 *
 * @param first - what that message tells
 * @param since - when the last of it was over
 */
export const doneMessage = (first: ToTell, since: Instant): SlackMessage => {
  const [{ text, blocks }] = slackMessages({ ...first, thread: true });
  const done = `Closed on ${day(since, first.record.at)}: nothing told here is open any more`;
  return { text: `${done}. ${text}`, blocks: blocks.toSpliced(1, 0, ...context(done)) };
};
