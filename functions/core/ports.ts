import type { Trouble } from '../trouble.ts';
import type { Instant, Part, Registry } from './domain/image.ts';
import type { Head } from './domain/lineage.ts';
import type { ChannelKind } from './domain/policy.ts';
import type { EvaluationRecord } from './domain/record.ts';
import type { Scan } from './domain/scan.ts';

/** Names one manifest. */
export interface ImageName {
  readonly repository: string;
  readonly digest: string;
}

/** What the registry says of a manifest. */
export interface Manifest {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  /** Whether it is an index of others. */
  readonly isIndex: boolean;
}

/** What the registry says a digest is. */
export type ManifestAnswer =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  /** An attestation, a signature, a chart, a cache: nothing that is scanned as an image. */
  | { readonly kind: 'no-image'; readonly reason: string }
  | { readonly kind: 'gone'; readonly cause: 'deleted' | 'archived'; readonly reason: string };

/** What the registry says of an image's scan. */
export type ScanAnswer =
  | { readonly kind: 'scan'; readonly scan: Scan }
  /** There is no scan of this image, whatever the event said. */
  | { readonly kind: 'no-scan'; readonly reason: string }
  | { readonly kind: 'gone'; readonly cause: 'deleted'; readonly reason: string }
  /** The pages are of two different scans: begin again. */
  | { readonly kind: 'torn'; readonly reason: string };

/** What an index lists: a part of the image; or an attestation and the like, which is no image. */
export type Listed = (Part & { readonly isImage: true }) | { readonly digest: string; readonly isImage: false };

/** The registry. Throttling, outages and broken connections throw; a partial result is never returned. */
export interface Images {
  describe(name: ImageName): Promise<ManifestAnswer>;
  scan(name: ImageName): Promise<ScanAnswer>;
  /**
   * What indexes list, by the digest of each; one that is gone is left out.
   *
   * @param indexes - at most 100 digests
   */
  list(repository: string, indexes: readonly string[]): Promise<ReadonlyMap<string, readonly Listed[]>>;
  /** The images and indexes of a repository that have a tag and are not archived, those pushed last first, up to a limit of pages. */
  tagged(repository: string): Promise<readonly Manifest[]>;
}

/** An alert on its way. */
export interface Delivery {
  /** The same for the same alert, however often it is sent. */
  readonly deliveryId: string;
  readonly recordKey: string;
  readonly receiver: string;
  /** Known from the policy that decided: the receiver may be gone from the next one. */
  readonly channel: ChannelKind;
  /** A first count: it may wait for others, and go with them as one round-up. */
  readonly mayWait: boolean;
}

/** The commit of an evaluation: one item per lineage. */
export interface LineageItem {
  readonly lineage: string;
  readonly registry: Registry;
  readonly repository: string;
  /** Counts the commits, from 1. */
  readonly version: number;
  /** Null until there is something to keep: an index was pushed, and nothing of it is scanned yet. */
  readonly recordKey: string | null;
  readonly heads: readonly Head[];
  /** Images that were seen with a tag: those of the heads, and some of the latest. */
  readonly known: readonly KnownImage[];
  /** Not yet known to be in their queues. */
  readonly pending: readonly Delivery[];
  readonly reminders: readonly Reminder[];
  /** When `resend` looks after what is pending, or what comes with time: a reminder, the end of a head; null where nothing does. */
  readonly dueAt: Instant | null;
}

/** An image that was seen with a tag. */
export interface KnownImage {
  readonly digest: string;
  /** What the index lists; empty for a manifest by itself. */
  readonly lists: readonly Listed[];
}

/** A receiver is to be reminded of what is still open, so long after `deliveryId` was delivered. */
export interface Reminder {
  readonly receiver: string;
  readonly deliveryId: string;
  /** When to look. */
  readonly dueAt: Instant;
}

/** Where lineage items are kept. An item of an unknown format throws: it is never taken for none. */
export interface Lineages {
  /** A consistent read; null where the lineage is new. */
  read(lineage: string): Promise<LineageItem | null>;
  /** Writes `item` if its version is one more than what is kept (1: if nothing is). Conflict: somebody else was first. */
  commit(item: LineageItem): Promise<'committed' | 'conflict'>;
  /** Takes `pending` off the item, which is due next at `dueAt`, if it is still at `version`. */
  settle(lineage: string, version: number, dueAt: Instant | null): Promise<'settled' | 'conflict'>;
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
  /** Sends each to the queue of its receiver's channel, if there are any; throws unless all were accepted. */
  send(deliveries: readonly Delivery[]): Promise<void>;
}

/** A lineage that time brought something of. */
export interface Nudge {
  readonly id: string;
  readonly lineage: string;
  readonly repository: string;
  readonly registry: Registry;
}

/** The queue that evaluations are fed from. */
export interface Nudges {
  send(nudge: Nudge): Promise<void>;
}

/** First counts that wait for one another, receiver by receiver. */
export interface RoundUps {
  /**
   * `now`: nothing was counted to the receiver within the hour, tell it at once. `waits`: it goes with the round-up at
   * the end of that hour. Asked again, it answers the same.
   */
  join(receiver: string, recordKey: string, now: Instant): Promise<'now' | 'waits'>;
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

/** The first message of a Slack receiver about a lineage; what follows goes into its thread. */
export interface Thread {
  readonly channelId: string;
  readonly ts: string;
  /** The record that the first message tells. */
  readonly recordKey: string;
}

/** Which thread a receiver's alerts about a lineage go into. */
export interface Threads {
  find(receiver: string, lineage: string): Promise<Thread | null>;
  /** Takes the place of the thread before. */
  begin(receiver: string, lineage: string, thread: Thread): Promise<void>;
  end(receiver: string, lineage: string): Promise<void>;
}

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
