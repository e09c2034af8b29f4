import type { Instant } from '../domain/image.ts';
import type { ChannelKind } from '../domain/policy.ts';

/** An alert on its way. */
export interface Delivery {
  /** The same for the same alert, however often it is sent. */
  readonly deliveryId: string;
  readonly recordKey: string;
  readonly receiver: string;
  /** Known from the policy that decided: the receiver may be gone from the next one. */
  readonly channel: ChannelKind;
  /**
   * Whether it waits for others, to go with them as one round-up. `hour`: unless it is the first within an hour. `sweep`: it was
   * found by the first sweep, and goes with what else that finds.
   */
  readonly waits: 'no' | 'hour' | 'sweep';
}

/** The queues of the channels. */
export interface Outbox {
  /** Sends each to the queue of its receiver's channel, if there are any; throws unless all were accepted. */
  send(deliveries: readonly Delivery[]): Promise<void>;
}

/** What a channel gave for what it has accepted so far, in order: Slack's `ts`; null from a webhook. */
export type Receipts = readonly (string | null)[];

/** Who delivers what, so that an alert is told once. */
export interface Claims {
  /** `claimed`: it is ours until `leaseUntil`, and `receipts` were accepted before. `busy`: somebody else's. */
  claim(
    deliveryId: string,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<
    | { readonly kind: 'claimed'; readonly receipts: Receipts }
    | { readonly kind: 'delivered' }
    | { readonly kind: 'busy' }
  >;
  /** Remembers what was accepted so far. */
  keep(deliveryId: string, receipts: Receipts): Promise<void>;
  delivered(deliveryId: string, receipts: Receipts, at: Instant): Promise<void>;
  /** Gives the claim back, receipts kept, for a later try; `failure` is why this one failed. */
  release(deliveryId: string, failure: DeliveryFailure): Promise<void>;
}

/** How far a delivery got. `failed`: the last try did, and there may be another. */
export type DeliveryProgress =
  | { readonly kind: 'unclaimed' }
  | { readonly kind: 'claimed' }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure }
  | { readonly kind: 'delivered'; readonly at: Instant };

/** How a try to deliver ended. `reason` and `remedy` never hold a secret. */
export type DeliveryOutcome = { readonly kind: 'delivered'; readonly receipts: Receipts } | DeliveryFailure;

export type DeliveryFailure =
  /** `afterSeconds`: what the receiver asked for; 0 where it did not say. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterSeconds: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly remedy: string };

/** The outcome for a receiver that the policy had when it decided, and has no more. */
export const unknownReceiver = (name: string): DeliveryOutcome => ({
  kind: 'refused',
  reason: `the policy has no receiver ${name} any more`,
  remedy: `put ${name} back into tallyman.yaml and deploy, or delete the dead letter`,
});
