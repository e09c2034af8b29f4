import type { Image, Instant, Part } from './image.ts';
import type { GoneCause } from './transition.ts';
import type { Settled } from './verdict.ts';

/** What an event, or time, made known of one image. */
export type Sighting =
  | {
      readonly kind: 'seen';
      readonly image: Image;
      /** When it was given a tag, if that is what happened. */
      readonly taggedAt: Instant | null;
      /** Whether it is known to have had a tag once. */
      readonly hadTags: boolean;
      /** Set where events of other images may have been lost: one that nobody saw may lead its lines. */
      readonly mayHaveMissed?: true;
    }
  | { readonly kind: 'gone'; readonly digest: string; readonly cause: GoneCause };

/** A scan, or that there is none that says anything yet. */
export type PartAnswer = Settled | { readonly kind: 'not-yet' };

/** What has been asked of the registry so far. */
export interface Facts {
  /** By the digest of a part. */
  readonly scans: ReadonlyMap<string, PartAnswer>;
  /** The images with tags, the one pushed last first; null: not asked. */
  readonly tagged: readonly Image[] | null;
  /** What events said of vulnerabilities of the image: their EPSS scores, by name. */
  readonly epss: ReadonlyMap<string, number>;
}

/** Nothing has been asked. */
export const NO_FACTS: Facts = { scans: new Map(), tagged: null, epss: new Map() };

/** What must be asked of the registry before an evaluation can end. */
export type Ask =
  | { readonly kind: 'ask'; readonly about: 'scans'; readonly parts: readonly Part[] }
  | { readonly kind: 'ask'; readonly about: 'tagged' };
