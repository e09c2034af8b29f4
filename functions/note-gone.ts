import type { Delivery } from './core/ports/deliveries.ts';
import type { Journal } from './core/ports/journal.ts';

/** Says in the log what nobody is told any more, because the policy lost the last receiver of its channel. */
export const noteGone =
  (journal: Journal) =>
  ({ deliveryId, receiver, channel }: Delivery): void =>
    journal.note('nobody is left to tell', { deliveryId, receiver, channel });
