/** A sentence of an alert, and what it answers, such as `Why now`; null where it needs no label. */
export type Point = readonly [label: string | null, text: string];

/** As text where nothing is laid out, such as ` Resolved: 2 high.`. */
export const inSentences = (points: readonly Point[]): string =>
  points
    .map(([label, text]) => ` ${label === null ? '' : `${label}: `}${/[.]$/.test(text) ? text : `${text}.`}`)
    .join('');
