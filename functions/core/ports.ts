import type { Trouble } from '../trouble.ts';
import type { Image, Instant } from './domain/image.ts';
import type { Head } from './domain/lineage.ts';
import type { ChannelKind } from './domain/policy.ts';
import type { EvaluationRecord } from './domain/record.ts';
import type { Scan } from './domain/scan.ts';

/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

/** What the registry says an image is. */
export type ImageAnswer =
  | { readonly kind: 'image'; readonly image: Image }
  /** An index, an attestation, a signature, a chart, a cache: nothing that is scanned as an image. */
  | { readonly kind: 'no-image'; readonly reason: string }
  | { readonly kind: 'gone'; readonly reason: string };

/** What the registry says of an image's scan. */
export type ScanAnswer =
  | { readonly kind: 'scan'; readonly scan: Scan }
  /** There is no scan of this image, whatever the event said. */
  | { readonly kind: 'no-scan'; readonly reason: string }
  | { readonly kind: 'gone'; readonly reason: string }
  /** The pages are of two different scans: begin again. */
  | { readonly kind: 'torn'; readonly reason: string };

/** The registry. Throttling, outages and broken connections throw; a partial result is never returned. */
export interface Images {
  describe(name: ImageName): Promise<ImageAnswer>;
  scan(name: ImageName): Promise<ScanAnswer>;
}

/** An alert on its way. */
export interface Delivery {
  /** The same for the same alert, however often it is sent. */
  readonly deliveryId: string;
  readonly recordKey: string;
  readonly receiver: string;
  /** Known from the policy that decided: the receiver may be gone from the next one. */
  readonly channel: ChannelKind;
}

/** The commit of an evaluation: one item per lineage. */
export interface LineageItem {
  readonly lineage: string;
  /** Counts the commits, from 1. */
  readonly version: number;
  readonly recordKey: string;
  readonly heads: readonly Head[];
  /** Not yet known to be in their queues. */
  readonly pending: readonly Delivery[];
  /** When `resend` looks after what is pending; null where nothing is. */
  readonly dueAt: Instant | null;
}

/** Where lineage items are kept. An item of an unknown format throws: it is never taken for none. */
export interface Lineages {
  /** A consistent read; null where the lineage is new. */
  read(lineage: string): Promise<LineageItem | null>;
  /** Writes `item` if its version is one more than what is kept (1: if nothing is). Conflict: somebody else was first. */
  commit(item: LineageItem): Promise<'committed' | 'conflict'>;
  /** Takes `pending` and `dueAt` off the item, if it is still at `version`. */
  settle(lineage: string, version: number): Promise<'settled' | 'conflict'>;
  /** The lineages whose `dueAt` has come, earliest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
}

/** Where records are kept. */
export interface Records {
  /** Keeps `record` and returns its key, which its content makes: the same record, the same key. */
  put(record: EvaluationRecord): Promise<string>;
  /** Throws where there is none, or it has an unknown format. */
  get(key: string): Promise<EvaluationRecord>;
}

/** The queues of the channels. */
export interface Outbox {
  /** Sends each to the queue of its receiver's channel; throws unless all were accepted. */
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
  delivered(deliveryId: string, receipts: Receipts): Promise<void>;
  /** Gives the claim back, receipts kept, for a later try; `failure` is why this one failed. */
  release(deliveryId: string, failure: DeliveryFailure): Promise<void>;
}

/** How far a delivery got. `failed`: the last try did, and there may be another. */
export type DeliveryProgress =
  | { readonly kind: 'unclaimed' }
  | { readonly kind: 'claimed' }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure }
  | { readonly kind: 'delivered' };

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

/** A kind of receiver. */
export interface Channel {
  /**
   * Tells `receiver` its alert of `record`.
   *
   * @param receipts - what was accepted in earlier tries: those parts are not sent again
   * @param keep - called after each accepted part
   */
  deliver(
    record: EvaluationRecord,
    recordKey: string,
    receiver: string,
    receipts: Receipts,
    keep: (receipts: Receipts) => Promise<void>,
  ): Promise<DeliveryOutcome>;
}

/** A secret that is not there, or holds no single value: a person must mend it. Its value is in no error. */
export class UnusableSecretError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UnusableSecretError';
    this.remedy = remedy;
  }
}

/** A secret's value by its name. `refresh` asks again, where the value kept may be old. */
export interface Secrets {
  /** @throws UnusableSecretError */
  read(name: string, options?: { readonly refresh: boolean }): Promise<string>;
}

/** A message of a queue, as its function got it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
  readonly firstReceivedAt: Instant;
  /** From 1. */
  readonly receiveCount: number;
  /** The FIFO group; null on a standard queue. */
  readonly group: string | null;
}

/** The queue that a function is fed from. */
export interface Inbox {
  /** The message is seen again after so many seconds (0 to 43,200). */
  giveBack(message: Message, afterSeconds: number): Promise<void>;
  /** Puts the message into the dead letters at once, with what is wrong with it. */
  deadLetter(message: Message, reason: string): Promise<void>;
}

/** What became of an event. */
export interface Outcome {
  readonly event: string;
  readonly outcome: 'evaluated' | 'unchanged' | 'ignored' | 'dead-letter';
  readonly reason: string | null;
  readonly repository?: string;
  readonly digest?: string;
  readonly recordKey?: string;
}

/** The log, and the metrics that alarms watch. */
export interface Journal {
  outcome(outcome: Outcome): void;
  trouble(kind: Trouble, detail: Readonly<Record<string, string | number>>): void;
  /** Something worth knowing when one looks back. */
  note(message: string, detail: Readonly<Record<string, string | number>>): void;
}
