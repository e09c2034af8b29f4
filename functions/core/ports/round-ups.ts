import type { Instant } from '../domain/image.ts';
import type { Delivery } from './deliveries.ts';

/** What waits for one another, receiver by receiver. */
export interface RoundUps {
  /**
   * `now`: nothing was counted to the receiver within the hour, tell it at once. `waits`: it goes with the round-up at
   * the end of that hour. Asked again, it answers the same.
   *
   * @param as - what a sweep found always waits, and the hour ends no sooner than an hour after the last of it
   */
  join(
    receiver: string,
    recordKey: string,
    now: Instant,
    as: Exclude<Delivery['waits'], 'no'>,
  ): Promise<'now' | 'waits'>;
  /** The receivers whose hour is over while something waits, earliest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** What goes into the receiver's round-up; the same until it is done. Null where nothing does yet. */
  gather(receiver: string, now: Instant): Promise<Gathering | null>;
  done(receiver: string): Promise<void>;
}

/** What one round-up tells. */
export interface Gathering {
  /** When the hour ended. */
  readonly endedAt: Instant;
  readonly recordKeys: readonly string[];
}
