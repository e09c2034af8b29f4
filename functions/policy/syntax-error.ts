import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** By the parser's code, where its own words have no remedy. */
const REMEDIES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a policy is one document; take the --- out',
  NON_STRING_KEY: 'a key is plain text',
  TAB_AS_INDENT: 'a tab does not indent; use spaces',
};

/**
 * The first place where the file is no YAML: what follows may be wrong by that alone.
 *
 * @param isKnown - whether what is wrong at an offset has been reported already
 */
export const syntaxError = ({ document, text }: Source, isKnown: (offset: number) => boolean): Problem | null => {
  const error = document.errors.find(({ code, pos: [from] }) => code === 'NON_STRING_KEY' || !isKnown(from));
  if (error === undefined) return null;
  const { code, message, pos } = error;
  // Behind a colon the parser quotes the file, which may hold a secret.
  const [words = ''] = message.split(': ');
  const why = placeholderAt(text, pos[0]) ?? REMEDIES[code] ?? words.charAt(0).toLowerCase() + words.slice(1);
  return { from: pos[0], to: pos[1], message: `YAML cannot read this: ${why}` };
};

/** In the middle of a value that begins otherwise. */
const placeholderAt = (text: string, offset: number): string | undefined =>
  text.startsWith('{tag}', offset) ? 'within { } a value with {tag} in it needs quotes' : undefined;
