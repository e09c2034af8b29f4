import type { Image } from '../../domain/image.ts';
import type { Counts } from '../../domain/scan.ts';
import { countsText, severityTitle, total } from '../counts.ts';
import { thenIssue } from '../headline.ts';
import { imageName } from '../image-name.ts';
import { type Block, type SlackMessage, type SlackMessages, section } from './block.ts';
import type { Draft } from './draft.ts';
import { cost, fill, type Line, type Room } from './fill.ts';
import { glanceText } from './glance.ts';
import { MRKDWN } from './mrkdwn.ts';

/** Slack takes 50 blocks and, though it does not say so, rejects from about 11,300 characters over all of them (bolt-js #2509, #2867). */
const MAX_BLOCKS = 45;
const MAX_CHARACTERS = 9000;
/** Kept free for the line that counts what is not listed. */
const COUNT: Room = { blocks: 1, characters: 500 };
/** Messages that a thread is given for one alert. */
const MAX_OVERFLOW = 10;

const countsOf = (lines: readonly Line[]): Counts => {
  const counts = new Map<string, number>();
  for (const { first, issues } of lines) counts.set(first.severity, (counts.get(first.severity) ?? 0) + issues);
  return Object.fromEntries(counts);
};

/** Says how many issues are in `lines` and where they are. */
const countLine = (lines: readonly Line[], where: string): Block[] => {
  if (lines.length === 0) return [];
  const counts = countsOf(lines);
  return [section(`*${total(counts)} more ${where}:* ${countsText(counts, MRKDWN)}`)];
};

const roomBeside = (text: string, blocks: readonly Block[]): Room => ({
  blocks: MAX_BLOCKS - COUNT.blocks - blocks.length,
  characters: MAX_CHARACTERS - COUNT.characters - cost(blocks) - JSON.stringify(text).length,
});

/** The first message, and the lines it had no room for. */
const parent = ({ text, opening, lines, most, closing }: Draft, thread: boolean): [SlackMessage, readonly Line[]] => {
  const { sections, rest } = fill(lines.slice(0, most), roomBeside(text, [...opening, ...closing]));
  const left = [...rest, ...lines.slice(most)];
  const count = countLine(left, thread ? 'in this thread' : 'not listed here');
  return [{ text, blocks: [...opening, ...sections, ...count, ...closing] }, left];
};

const overflow = (
  { first }: Line,
  lines: readonly Line[],
  image: Image,
  last: boolean,
): [SlackMessage, readonly Line[]] => {
  const after = thenIssue(`, from ${severityTitle(first.severity, MRKDWN)} `, first, MRKDWN);
  const text = glanceText({ before: 'More in ', after }, image);
  const opening = section(`*More in ${imageName(image, 100, MRKDWN)}*`);
  const { sections, rest } = fill(lines, roomBeside(text, [opening]));
  const count = last ? countLine(rest, 'not listed here') : [];
  return [{ text, blocks: [opening, ...sections, ...count] }, rest];
};

/**
 * The messages that tell `draft`.
 *
 * @param thread - what does not fit follows in the thread of the first message; else it is counted there
 */
export const spread = (draft: Draft, image: Image, thread: boolean): SlackMessages => {
  const [first, left] = parent(draft, thread);
  const messages: [SlackMessage, ...SlackMessage[]] = [first];
  let rest = left;
  while (thread && rest[0] !== undefined && messages.length <= MAX_OVERFLOW) {
    const [message, more] = overflow(rest[0], rest, image, messages.length === MAX_OVERFLOW);
    messages.push(message);
    rest = more;
  }
  return messages;
};
