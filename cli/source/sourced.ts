import type { Instant, Registry } from '../../functions/core/domain/image.ts';
import type { Knowledge } from './find-known.ts';
import type { Meaning } from './find-meaning.ts';
import type { FoundOrigin } from './find-origin.ts';

/** What is known of an image at a moment. */
export interface Sourced extends FoundOrigin {
  readonly repository: string;
  readonly registry: Registry;
  /** Why nothing of the repository is evaluated; null where it is. */
  readonly unwatched: string | null;
  readonly at: Instant;
  readonly digest: string;
  /** The tag that was asked for, and what it meant; null where a digest was. */
  readonly tagged: { readonly tag: string; readonly meaning: Meaning } | null;
  /** Null where nobody knows. */
  readonly pushedAt: Instant | null;
  /** Those that it has now; null where ECR has the image no more. */
  readonly tagsNow: readonly string[] | null;
  /** Of each lineage that something was evaluated of. */
  readonly knowledge: readonly Knowledge[];
}
