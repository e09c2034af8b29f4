import type { Instant } from './image.ts';
import { type Head, isInUse } from './lineage.ts';

interface Dated {
  readonly heads: readonly Pick<Head, 'liveUntil' | 'inUse'>[];
  readonly reminders: readonly { readonly dueAt: Instant }[];
  readonly awaited: readonly { readonly dueAt: Instant }[];
}

/** When time alone brings something of a lineage: the end of a head that is not in use, a reminder, a scan that does not come; null: never. */
export const dueAt = ({ heads, reminders, awaited }: Dated): Instant | null =>
  [
    ...heads.filter((head) => !isInUse(head)).map(({ liveUntil }) => liveUntil),
    ...[...reminders, ...awaited].map((each) => each.dueAt),
  ].sort()[0] ?? null;
