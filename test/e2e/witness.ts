import type { Pushed } from './registry.ts';

/** Sees what reaches a channel, on the channel's side. */
export interface Witness {
  /** All that it saw so far. */
  seen(): Promise<readonly unknown[]>;
  /**
   * Looks whether the scan of `pushed` was told as the policy says.
   *
   * @returns what it saw, in words
   * @throws Error where it saw anything else
   */
  check(pushed: Pushed): Promise<string>;
}
