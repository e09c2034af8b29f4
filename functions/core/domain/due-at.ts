import type { Instant } from './image.ts';

interface Dated {
  readonly heads: readonly { readonly liveUntil: Instant }[];
  readonly reminders: readonly { readonly dueAt: Instant }[];
}

/** When time alone brings something of a lineage: the end of a head, a reminder; null: never. */
export const dueAt = ({ heads, reminders }: Dated): Instant | null =>
  [...heads.map(({ liveUntil }) => liveUntil), ...reminders.map((reminder) => reminder.dueAt)].sort()[0] ?? null;
