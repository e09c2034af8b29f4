import type { Policy } from '../core/domain/policy.ts';
import type { DeliveryProgress, Outbox } from '../core/ports/deliveries.ts';
import type { Journal, Outcome } from '../core/ports/journal.ts';
import type { Lineages } from '../core/ports/lineages.ts';
import type { Markers } from '../core/ports/markers.ts';
import type { Records } from '../core/ports/records.ts';
import type { ImageLabels, Images } from '../core/ports/registry.ts';
import type { RoundUps } from '../core/ports/round-ups.ts';
import type { Sweeps } from '../core/ports/sweeps.ts';
import type { TagHistory } from '../core/ports/tag-history.ts';

/** What the evaluation of an event needs. */
export interface World {
  readonly policy: Policy;
  readonly images: Images;
  readonly lineages: Lineages;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly roundUps: RoundUps;
  readonly markers: Markers;
  readonly sweeps: Pick<Sweeps, 'read'>;
  readonly labels: ImageLabels;
  readonly tags: TagHistory;
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
