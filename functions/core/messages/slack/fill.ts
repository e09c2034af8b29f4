import { type Block, type SectionBlock, section } from './block.ts';
import type { Line } from './list.ts';

/** Ours, under Slack's 3,000: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const MAX_SECTION = 2900;

/** What a message has left for a list. */
export interface Room {
  readonly blocks: number;
  readonly characters: number;
}

/** What `blocks` take: counted as JSON, since Slack does not document what it counts. */
export const cost = (blocks: readonly Block[]): number => JSON.stringify(blocks).length;

interface Filled {
  readonly texts: string[];
  title: string;
  left: number;
}

/** `line`, under its title where that is not the one above. */
const begun = (list: Filled, title: string, line: string): string =>
  title === list.title ? line : `*${title}*\n${line}`;

/** Puts `line` at the end, if there is room. */
const add = (list: Filled, line: Line, blocks: number): boolean => {
  const { title } = line;
  const written = line.write();
  const last = title === list.title ? list.texts.at(-1) : undefined;
  const joins = last !== undefined && last.length + written.length < MAX_SECTION;
  const more = joins ? `\n${written}` : begun(list, title, written);
  const left = list.left - (joins ? escaped(more) : cost([section(more)]));
  if (left < 0 || (!joins && list.texts.length >= blocks)) return false;
  list.texts.push(joins ? `${list.texts.pop()}${more}` : more);
  Object.assign(list, { title, left });
  return true;
};

/** What a text takes more of, within one that is there. */
const escaped = (text: string): number => JSON.stringify(text).length - '""'.length;

/** As many `lines` as `room` holds, a title a section. */
export const fill = (lines: readonly Line[], room: Room): { sections: SectionBlock[]; rest: readonly Line[] } => {
  const list: Filled = { texts: [], title: '', left: room.characters };
  const full = lines.findIndex((line) => !add(list, line, room.blocks));
  return { sections: list.texts.map(section), rest: full < 0 ? [] : lines.slice(full) };
};
