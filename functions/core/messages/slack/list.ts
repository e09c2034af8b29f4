import type { Counts } from '../../domain/scan.ts';

/** A line of a list, as mrkdwn. Of ten thousand lines only those that fit are written. */
export interface Line {
  /** What it stands below, such as its severity; empty in a list without titles. */
  readonly title: string;
  /** The issues it tells. */
  readonly counts: Counts;
  /** What a notification shows of a message that goes on with it. */
  readonly glance: () => string;
  readonly write: () => string;
}

/** What an alert lists, worst first. */
export interface List {
  readonly lines: readonly Line[];
  /** Begins a message in the thread that goes on with it, mrkdwn. */
  readonly goesOn: string;
  /** How many others `lines` tell, such as `10 more`. */
  readonly more: (lines: readonly Line[]) => string;
}
