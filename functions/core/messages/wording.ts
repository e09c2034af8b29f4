import type { Headline } from './headline.ts';
import type { Listed } from './listed.ts';
import type { Point } from './point.ts';

/** What an alert says, as its channel writes: how it is laid out, and what of the list fits, is the channel's. */
export interface Wording {
  readonly headline: Headline;
  /** The headline where only one line is seen: names the worst. */
  readonly glance: Headline;
  /** Goes on after the glance, to say it all in one sentence. */
  readonly sentence: string;
  readonly points: readonly Point[];
  /** Worst first. */
  readonly listed: readonly Listed[];
  /** How many lines of the list are read at a glance. */
  readonly most: number;
  /** Whether the rest of the list is told all the same, wherever there is room; else it is counted. */
  readonly whole: boolean;
  readonly description: string | null;
  /** Small print. */
  readonly small: readonly string[];
  /** What the one issue that is told is about, an address. */
  readonly advisory: string | null;
}
