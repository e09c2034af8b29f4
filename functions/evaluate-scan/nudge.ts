interface Event {
  /** Of the event. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

interface Named extends Event {
  readonly repository: string;
}

interface OfImage extends Named {
  readonly digest: string;
}

/** A nudge: something was scanned. What came of it the registry's API says, not the event. */
export interface Scanned extends OfImage {
  readonly kind: 'scanned';
  /** How many findings the event counted; 0 where it counted none or did not say. */
  readonly counted: number;
}

/** An image, or an index, was pushed, or was given a tag. */
export interface Pushed extends OfImage {
  readonly kind: 'pushed';
  /** Null where it was pushed without one, as the parts of an index are. */
  readonly tag: string | null;
  readonly at: string;
}

/** An image, or one of its tags, was deleted; or it was archived or restored. */
export interface Touched extends OfImage {
  readonly kind: 'touched';
  /** The tag that was deleted; null where the event names none. */
  readonly tag: string | null;
  /** When; null where no event says. */
  readonly at: string | null;
}

/** Findings of an image changed, a while ago: a marker says when, and what events said. */
export interface Found extends OfImage {
  readonly kind: 'found';
}

/** `reconcile` came by a live image. */
export interface Swept extends OfImage {
  readonly kind: 'swept';
  /** Whether it fills the ledgers for the first time: each receiver is told one round-up in all. */
  readonly first: boolean;
}

/** How a repository is scanned now. */
export interface Scanning {
  readonly repository: string;
  /** By ECR's word, such as MANUAL. */
  readonly frequency: string;
  /** Null where nobody said. */
  readonly previous: string | null;
}

/** Repositories are scanned otherwise than before, or `reconcile` came by one. */
export interface Posture extends Event {
  readonly kind: 'posture';
  readonly repositories: readonly Scanning[];
}

/** Time brought something of a lineage. */
export interface Due extends Named {
  readonly kind: 'due';
  readonly lineage: string;
}

/** A nudge about one image. */
export type ImageNudge = Scanned | Pushed | Touched | Found | Swept;
export type Nudge = ImageNudge | Due | Posture;
