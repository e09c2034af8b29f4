/** A moment in UTC, as `Date.prototype.toISOString` writes it: instants of one length compare as text. */
export type Instant = string;

/** Where a registry is: one AWS account in one Region. */
export interface Registry {
  readonly account: string;
  readonly region: string;
}

/** One manifest in a repository, named by its digest. */
export interface Image {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  /** Such as `linux/amd64`; null where nothing says it: basic scanning does not. */
  readonly platform: string | null;
}
