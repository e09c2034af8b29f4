import type { Policy } from '../core/domain/policy.ts';
import type { DeliveryProgress, Images, Journal, Lineages, Outbox, Outcome, Records, RoundUps } from '../core/ports.ts';

/** What the evaluation of an event needs. */
export interface World {
  readonly policy: Policy;
  readonly images: Images;
  readonly lineages: Lineages;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly roundUps: RoundUps;
  readonly progressOf: (deliveryId: string) => Promise<DeliveryProgress>;
  readonly journal: Journal;
  readonly now: () => Date;
  /** From 0 to 1, evenly. */
  readonly random: () => number;
}

/** How an event ended. */
export interface Ended {
  readonly kind: 'ended';
  readonly outcome: Omit<Outcome, 'event'>;
}

/** When to look at an event again. */
export interface Later {
  readonly kind: 'later';
  readonly afterSeconds: number;
  readonly reason: string;
}

/** How an event ended, or when to look again. */
export type Ending = Ended | Later;

export const ignored = (reason: string): Ended => ({ kind: 'ended', outcome: { outcome: 'ignored', reason } });
