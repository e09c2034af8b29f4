import { countsText, sumOf } from '../counts.ts';
import { type Block, type SlackMessage, type SlackMessages, section } from './block.ts';
import type { Draft } from './draft.ts';
import { cost, fill, type Room } from './fill.ts';
import type { Line, List } from './list.ts';
import { MRKDWN } from './mrkdwn.ts';

/** Slack takes 50 blocks and, though it does not say so, rejects from about 11,300 characters over all of them (bolt-js #2509, #2867). */
const MAX_BLOCKS = 45;
const MAX_CHARACTERS = 9000;
/** Kept free for the line that counts what is not listed. */
const COUNT: Room = { blocks: 1, characters: 500 };
/** Messages that a thread is given for one alert. */
const MAX_OVERFLOW = 10;

/** Says what `lines` of `list` tell, counted, and where they are. */
const countLine = ({ more }: List, lines: readonly Line[], where: string): Block[] => {
  if (lines.length === 0) return [];
  const counts = countsText(sumOf(lines.map((line) => line.counts)), MRKDWN);
  return [section(counts === '' ? `*${more(lines)} ${where}*` : `*${more(lines)} ${where}:* ${counts}`)];
};

const roomBeside = (text: string, blocks: readonly Block[]): Room => ({
  blocks: MAX_BLOCKS - COUNT.blocks - blocks.length,
  characters: MAX_CHARACTERS - COUNT.characters - cost(blocks) - JSON.stringify(text).length,
});

/** The first message, and the lines it had no room for. */
const parent = ({ text, opening, list, most, closing }: Draft, follows: boolean): [SlackMessage, readonly Line[]] => {
  const { lines } = list;
  const { sections, rest } = fill(lines.slice(0, most), roomBeside(text, [...opening, ...closing]));
  const left = [...rest, ...lines.slice(most)];
  const count = countLine(list, left, follows ? 'in this thread' : 'not listed here');
  return [{ text, blocks: [...opening, ...sections, ...count, ...closing] }, left];
};

const overflow = (first: Line, lines: readonly Line[], list: List, last: boolean): [SlackMessage, readonly Line[]] => {
  const text = first.glance();
  const opening = section(`*${list.goesOn}*`);
  const { sections, rest } = fill(lines, roomBeside(text, [opening]));
  const count = last ? countLine(list, rest, 'not listed here') : [];
  return [{ text, blocks: [opening, ...sections, ...count] }, rest];
};

/**
 * The messages that tell `draft`.
 *
 * @param thread - there is one: what does not fit, and is told all the same, follows in it; else it is counted
 */
export const spread = (draft: Draft, thread: boolean): SlackMessages => {
  const follows = thread && draft.whole;
  const [first, left] = parent(draft, follows);
  const messages: [SlackMessage, ...SlackMessage[]] = [first];
  let rest = left;
  while (follows && rest[0] !== undefined && messages.length <= MAX_OVERFLOW) {
    const [message, more] = overflow(rest[0], rest, draft.list, messages.length === MAX_OVERFLOW);
    messages.push(message);
    rest = more;
  }
  return messages;
};
