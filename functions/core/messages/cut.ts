/** What a channel makes of characters, and what it writes where some were cut. */
export interface Script {
  readonly written: (text: string) => string;
  readonly ellipsis: string;
}

/** Every character stands for itself. */
export const AS_IT_IS: Script = { written: (text) => text, ellipsis: '…' };

/** Texts whose characters are as they are stored, one by one. */
const ASCII_LINE = /^[ -~]*$/;

/** Made when it is first needed: that takes a tenth as long as a function takes to load. */
let segmenter: Intl.Segmenter | undefined;

/** A joiner that makes one emoji of two; else a run of what cannot be seen. */
const UNSEEN =
  /(?<=\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)(\u200D)(?=\p{Extended_Pictographic})|[\p{C}\p{Z}]+/gu;

/** On one line; without controls, lone surrogates and what cannot be seen, but for joiners inside emoji. */
export const tidy = (text: string): string => text.replace(UNSEEN, (_, joiner?: string) => joiner ?? ' ').trim();

export const orBlank = (text: string): string => (text === '' ? '(blank)' : text);

/** As many of `characters` as `max` holds once they are written. */
const taken = (characters: Iterable<string>, max: number, { written }: Script): string[] => {
  const kept: string[] = [];
  let room = max;
  for (const character of characters) {
    room -= written(character).length;
    if (room < 0) break;
    kept.push(character);
  }
  return kept;
};

/** User-perceived characters, the same in every locale: a cut never falls inside an emoji. */
function* charactersOf(text: string): Generator<string> {
  if (ASCII_LINE.test(text)) return yield* text;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** `text` as it is written; what is too long loses its end. */
export const cutEnd = (text: string, max: number, script: Script): string => {
  const { written, ellipsis } = script;
  if (written(text).length <= max) return written(text);
  const start = taken(charactersOf(text), max - ellipsis.length, script);
  return written(start.join('').trimEnd()) + ellipsis;
};

/** `text` as it is written; what is too long loses its middle. */
export const cutMiddle = (text: string, max: number, script: Script): string => {
  const { written, ellipsis } = script;
  if (written(text).length <= max) return written(text);
  const characters = [...charactersOf(text)];
  const end = taken(characters.toReversed(), Math.floor((max - ellipsis.length) / 2), script)
    .reverse()
    .join('');
  const start = taken(characters, max - ellipsis.length - written(end).length, script).join('');
  return written(start) + ellipsis + written(end);
};
