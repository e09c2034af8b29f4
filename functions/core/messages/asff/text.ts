import { cutEnd, type Script, tidy } from '../cut.ts';

/** As it is: Security Hub escapes nothing, and counts characters. */
const PLAIN: Script = { written: (text) => text, ellipsis: '…' };

/** What nearly all texts are: nothing of them has to be looked at closely, and a cut never falls inside a character. */
const ASCII_LINE = /^[ -~]*$/;
const ASCII = /^[\n -~]*$/;

const tidied = (text: string): string => (ASCII_LINE.test(text) ? text.trim() : tidy(text));

/** A text of tidy lines, at most `max` characters. */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  return ASCII.test(text) ? `${text.slice(0, max - 1).trimEnd()}…` : cutEnd(text, max, PLAIN);
};

/** `text` on one line, at most `max` characters; undefined where nothing of it can be seen: Security Hub refuses blanks. */
export const line = (text: string | null, max: number): string | undefined =>
  text === null ? undefined : cut(tidied(text), max) || undefined;

/** As `line`, with its line breaks. */
export const paragraphs = (text: string | null, max: number): string | undefined =>
  text === null ? undefined : cut(ASCII_LINE.test(text) ? text.trim() : spaced(text), max) || undefined;

const spaced = (text: string): string => {
  const lines = text.split(/\r\n|\r|\n/).map(tidied);
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};
