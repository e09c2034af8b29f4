/** Findings come one event each, hundreds at once: an image is evaluated when none came for so long, */
export const QUIET_MS = 2 * 60 * 1000;
/** or so long after the first. */
export const LONGEST_MS = 10 * 60 * 1000;
