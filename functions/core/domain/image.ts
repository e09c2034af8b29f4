/** A moment in UTC, as `Date.prototype.toISOString` writes it: instants of one length compare as text. */
export type Instant = string;

/** Where a registry is: one AWS account in one Region. */
export interface Registry {
  readonly account: string;
  readonly region: string;
}

/** What is scanned by itself: one manifest. */
export interface Part {
  readonly digest: string;
  /** Such as `linux/amd64`, from the index that lists it; null where nothing says it. */
  readonly platform: string | null;
}

/** What people push and give tags to: one manifest, or an index of one a platform. */
export interface Image {
  readonly repository: string;
  /** Of the index, where there is one. */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  /** Those of an index, without attestations; else the one manifest itself. */
  readonly parts: readonly Part[];
}
