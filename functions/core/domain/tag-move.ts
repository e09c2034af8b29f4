import type { Instant } from './image.ts';

/** That a tag was given to an image. */
export interface TagMove {
  /** Null: it was taken away. */
  readonly digest: string | null;
  readonly at: Instant;
}

/** What a tag meant, and from when to when. */
export interface TagMeaning {
  readonly digest: string;
  readonly since: Instant;
  /** When it was given to another, or taken away; null: it means it still. */
  readonly until: Instant | null;
}

/**
 * What a tag meant at a moment.
 *
 * @param moves - earliest first
 * @returns null where nobody knows, or it meant nothing
 */
export const meaningAt = (moves: readonly TagMove[], at: Instant): TagMeaning | null => {
  const turns = moves.filter(({ digest }, index) => digest !== moves[index - 1]?.digest);
  const index = turns.findLastIndex((move) => move.at <= at);
  const { digest = null, at: since = at } = turns[index] ?? {};
  return digest === null ? null : { digest, since, until: turns[index + 1]?.at ?? null };
};
