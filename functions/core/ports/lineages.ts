import type { Instant, Registry } from '../domain/image.ts';
import type { Head } from '../domain/lineage.ts';
import type { Labels } from '../domain/origin.ts';
import type { Delivery } from './deliveries.ts';
import type { Listed } from './registry.ts';

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
  /** Images that were pushed, or are being scanned, and have no complete scan yet. */
  readonly awaited: readonly Awaited[];
  /** What some of the latest images that were told of say of themselves. */
  readonly labels: readonly ImageSays[];
  /** Whether something scans the repository, as last told; null: nobody said, or the lineage is not the repository's first. */
  readonly scanning: 'on' | 'off' | null;
  /** When `resend` looks after what is pending, or what comes with time: a reminder, the end of a head; null where nothing does. */
  readonly dueAt: Instant | null;
}

/** An image that was seen with a tag. */
export interface KnownImage {
  readonly digest: string;
  /** What the index lists; empty for a manifest by itself. */
  readonly lists: readonly Listed[];
}

/** What an image says of itself: its content, which is never another. */
export interface ImageSays extends Labels {
  readonly digest: string;
}

/** An image without a complete scan. */
export interface Awaited {
  readonly digest: string;
  readonly since: Instant;
  /** When to look. */
  readonly dueAt: Instant;
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
