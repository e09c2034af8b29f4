import type { Instant } from '../domain/image.ts';
import type { TagMove } from '../domain/tag-move.ts';

/** Which images tags meant, for as long as it is kept. */
export interface TagHistory {
  /** The same move twice is one; they may come in any order. */
  keep(repository: string, tag: string, move: TagMove): Promise<void>;
  /** The moves of a tag in the months from one moment to another, earliest first. */
  moves(repository: string, tag: string, from: Instant, to: Instant): Promise<readonly TagMove[]>;
}
