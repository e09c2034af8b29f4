import { cutEnd, cutMiddle, orBlank, type Script, tidy } from '../cut.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const WORD_JOINER = '\u2060';

const ESCAPED: Script = {
  // https://docs.slack.dev/messaging/formatting-message-text#escaping
  written: (text) => text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character),
  ellipsis: '…',
};

/** Keeps `:name:` from turning into an emoji: no name of one holds a word joiner. */
const withoutEmojiCodes = (text: string): string =>
  text.replace(/:[\p{L}\p{N}_+'-]+(?=:)/gu, (code) => code + WORD_JOINER);

/** Delimiters of formatting become letters that look like them, except inside a word, where Slack takes them as they are. */
const withoutFormatting = (text: string): string =>
  text.replace(/`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (delimiter) => LOOKALIKES[delimiter] ?? delimiter);

/**
 * Somebody else's text, harmless in mrkdwn: no mention, link, emoji code, formatting or line break survives.
 *
 * @param max - the most characters it takes after escaping
 */
export const shown = (text: string, max: number): string =>
  cutEnd(orBlank(withoutFormatting(withoutEmojiCodes(tidy(text)))), max, ESCAPED);

/** As `shown`, for names: what is too long loses its middle. */
export const shownName = (text: string, max: number): string =>
  cutMiddle(orBlank(withoutFormatting(withoutEmojiCodes(tidy(text)))), max, ESCAPED);

/** As `shown`, where Slack parses nothing: globs keep their asterisks. */
export const shownPlain = (text: string, max: number): string =>
  cutEnd(orBlank(withoutEmojiCodes(tidy(text))), max, ESCAPED);
