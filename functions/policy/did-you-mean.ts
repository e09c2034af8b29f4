import { closestMatch } from 'leven';

/** The one of `words` that was probably meant. */
export const meant = (written: string, words: readonly string[]): string | undefined => {
  const word = written.toLowerCase();
  // Two letters that changed places are a distance of 2.
  const maxDistance = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return (
    (word.length > 2 ? words.find((each) => each.startsWith(word)) : undefined) ??
    closestMatch(word, words, { maxDistance })
  );
};

/** How a message goes on: with what was meant, else with all there is. */
export const didYouMean = (suggestion: string | undefined, words: readonly string[]): string =>
  suggestion === undefined
    ? `use ${words.length === 1 ? '' : 'one of '}${words.join(', ')}`
    : `did you mean "${suggestion}"?`;
