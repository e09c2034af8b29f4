import { AS_IT_IS, cutEnd, cutMiddle, orBlank, tidy } from '../cut.ts';
import type { Markup } from '../markup.ts';

const text: Markup['text'] = (somebodys, max) => cutEnd(orBlank(tidy(somebodys)), max, AS_IT_IS);

/** Plain text, where nothing is parsed: addresses stand apart, on lines of their own. */
export const PLAIN: Markup = {
  text,
  name: (name, max) => cutMiddle(orBlank(tidy(name)), max, AS_IT_IS),
  prose: text,
  link: () => null,
};
