import { bytesInJson } from './bytes.ts';

/**
 * The first of `items`, as many as fit.
 *
 * @param textOf - what an item is sent as
 * @param maxBytes - what they may take inside a JSON string
 */
export const fitting = <T>(items: Iterable<T>, textOf: (item: T) => string, maxBytes: number): T[] => {
  const fit: T[] = [];
  let left = maxBytes;
  for (const item of items) {
    left -= bytesInJson(textOf(item));
    if (left < 0) break;
    fit.push(item);
  }
  return fit;
};

/** What `form` leaves of `maxBytes`, as JSON inside a JSON string. */
export const roomBeside = (form: object, maxBytes: number): number => maxBytes - bytesInJson(JSON.stringify(form));

/** Of a list in JSON. */
export const inJson = (item: unknown): string => `${JSON.stringify(item)},`;
