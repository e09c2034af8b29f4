import { cutEnd, cutMiddle, orBlank, type Script, tidy } from '../cut.ts';
import type { Markup } from '../markup.ts';

const DOTTED: Script = { written: (text) => text, ellipsis: '...' };

/** Accents go; a run of what else is not printable ASCII becomes one question mark. */
const asciiOf = (text: string): string =>
  orBlank(
    tidy(text)
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[^\x20-\x7e]+/g, '?'),
  );

const text: Markup['text'] = (somebodys, max) => cutEnd(asciiOf(somebodys), max, DOTTED);

/** Printable ASCII on one line. */
export const ASCII: Markup = {
  text,
  name: (name, max) => cutMiddle(asciiOf(name), max, DOTTED),
  prose: text,
  link: () => null,
};
