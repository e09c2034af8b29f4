const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const WORD_JOINER = '\u2060';
const ELLIPSIS = '…';

/** User-perceived characters, the same in every locale: a cut never falls inside an emoji. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

// https://docs.slack.dev/messaging/formatting-message-text#escaping
const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);

/** A joiner that makes one emoji of two; else a run of what cannot be seen. */
const UNSEEN =
  /(?<=\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)(\u200D)(?=\p{Extended_Pictographic})|[\p{C}\p{Z}]+/gu;

/** On one line; without controls, lone surrogates and what cannot be seen, but for joiners inside emoji. */
const tidy = (text: string): string => text.replace(UNSEEN, (_, joiner?: string) => joiner ?? ' ').trim();

/** Keeps `:name:` from turning into an emoji: no name of one holds a word joiner. */
const withoutEmojiCodes = (text: string): string =>
  text.replace(/:[\p{L}\p{N}_+'-]+(?=:)/gu, (code) => code + WORD_JOINER);

/** Delimiters of formatting become letters that look like them, except inside a word, where Slack takes them as they are. */
const withoutFormatting = (text: string): string =>
  text.replace(/`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (delimiter) => LOOKALIKES[delimiter] ?? delimiter);

/** As many of `characters` as `max` holds once they are escaped. */
const taken = (characters: Iterable<string>, max: number): string[] => {
  const kept: string[] = [];
  let room = max;
  for (const character of characters) {
    room -= escaped(character).length;
    if (room < 0) break;
    kept.push(character);
  }
  return kept;
};

function* charactersOf(text: string): Generator<string> {
  for (const { segment } of CHARACTERS.segment(text)) yield segment;
}

const cutEnd = (text: string, max: number): string =>
  escaped(text).length <= max
    ? escaped(text)
    : escaped(
        taken(charactersOf(text), max - ELLIPSIS.length)
          .join('')
          .trimEnd(),
      ) + ELLIPSIS;

const cutMiddle = (text: string, max: number): string => {
  if (escaped(text).length <= max) return escaped(text);
  const characters = [...charactersOf(text)];
  const end = taken(characters.toReversed(), Math.floor((max - ELLIPSIS.length) / 2))
    .reverse()
    .join('');
  const start = taken(characters, max - ELLIPSIS.length - escaped(end).length).join('');
  return escaped(start) + ELLIPSIS + escaped(end);
};

const orBlank = (text: string): string => (text === '' ? '(blank)' : text);

/**
 * Somebody else's text, harmless in mrkdwn: no mention, link, emoji code, formatting or line break survives.
 *
 * @param max - the most characters it takes after escaping
 */
export const shown = (text: string, max: number): string =>
  cutEnd(orBlank(withoutFormatting(withoutEmojiCodes(tidy(text)))), max);

/** As `shown`, for names: what is too long loses its middle. */
export const shownName = (text: string, max: number): string =>
  cutMiddle(orBlank(withoutFormatting(withoutEmojiCodes(tidy(text)))), max);

/** As `shown`, where Slack parses nothing: globs keep their asterisks. */
export const shownPlain = (text: string, max: number): string => cutEnd(orBlank(withoutEmojiCodes(tidy(text))), max);
