const FIRST_SECONDS = 30;
const MOST_SECONDS = 30 * 60;

/**
 * How long to wait before a delivery is tried again.
 *
 * @param tries - how often it was tried, from 1
 * @param askedSeconds - what the receiver asked for (`Retry-After`); 0 where it did not say
 * @returns max(asked, min(30 s · 2ⁿ, 30 min)), in seconds
 */
export const backoffSeconds = (tries: number, askedSeconds: number): number =>
  Math.max(askedSeconds, Math.min(FIRST_SECONDS * 2 ** (tries - 1), MOST_SECONDS));
