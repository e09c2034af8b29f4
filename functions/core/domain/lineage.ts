import type { Image, Instant } from './image.ts';
import type { Pattern, Policy } from './policy.ts';
import { fitsAny } from './route.ts';
import type { Engine } from './scan.ts';
import type { Sighting } from './sighting.ts';

/** The line of images that never had a tag. */
export const UNTAGGED = 'untagged';

/** A line nobody pushes to any more is watched so long. */
export const LIVE_DAYS = 180;

/** The part of an image that a line rests on, on one platform; or one that no longer leads its line, and is in use. */
export interface Head {
  readonly line: string;
  readonly platform: string | null;
  /** Of the manifest. */
  readonly digest: string;
  /** Of the image that it is a part of: the index, or the manifest itself. */
  readonly image: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  readonly scannedAt: Instant;
  /** Without a push until then the line is stale. */
  readonly liveUntil: Instant;
  /** The digest that the ledger knows it by: that of an earlier head with the same issues, where no record was kept since. */
  readonly recordedAs: string;
  /** Whether some of its packages have other versions than the ledger says. */
  readonly bumped: boolean;
  /** What scanned it last. */
  readonly engine: Engine;
  /** How many containers run it, as its last scan says; null where that does not say. */
  readonly inUse: number | null;
  /** False where another image leads the line: this one is live because it is in use. */
  readonly leads: boolean;
}

/** Whether it is known that a container runs it. */
export const isInUse = ({ inUse }: Pick<Head, 'inUse'>): boolean => inUse !== null && inUse > 0;

/**
 * The images of heads that are gone. ECR deletes and archives no part before the indexes that list it: with a part they are
 * gone too, though its event may be the first. By age alone each image goes by itself.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export const goneImages = (heads: readonly Head[], sighting: Sighting): ReadonlySet<string> => {
  if (sighting.kind === 'seen') return new Set();
  const { digest, cause } = sighting;
  return new Set(
    heads
      .filter((head) => head.image === digest || (head.digest === digest && cause !== 'stale'))
      .map(({ image }) => image),
  );
};

/** The lineages of a repository: one, or as many as the policy makes of it. */
export const lineagesOf = (policy: Policy, repository: string): readonly string[] => [
  repository,
  ...splitting(policy, repository).map(({ glob }) => `${repository}:${glob}`),
];

/** The patterns of tags that make lineages of their own. */
const splitting = ({ lineages }: Policy, repository: string): readonly Pattern[] =>
  lineages.filter((split) => split.repository === repository).flatMap(({ tags }) => tags);

/** The lineage that images with the tag belong to. */
const lineageOf = (policy: Policy, repository: string, tag: string): string => {
  const pattern = splitting(policy, repository).find((each) => fitsAny([each], tag));
  return pattern === undefined ? repository : `${repository}:${pattern.glob}`;
};

/** The shape of a tag: `v1.4.2` is of `v*.*.*`, a commit hash of `*`, `prod` of `prod`. */
const shapeOf = (tag: string): string => tag.replace(/[0-9a-f]{7,}/gi, '*').replace(/[0-9]+/g, '*');

/** Whether more than one tag can be of the line. */
export const hasManyTags = (line: string): boolean => line.includes('*');

/**
 * The lines of a lineage that an image is in, one for each shape of its tags.
 *
 * @param hadTags - whether it is known to have had a tag: what lost its tags is in no line
 * @returns none where the policy ignores its tags, or they are another lineage's
 */
export const linesOf = (
  policy: Policy,
  lineage: string,
  { repository, tags }: Pick<Image, 'repository' | 'tags'>,
  hadTags: boolean,
): readonly string[] => {
  if (tags.length === 0) return hadTags || lineage !== repository ? [] : [UNTAGGED];
  const own = tags.filter((tag) => !fitsAny(policy.ignore, tag) && lineageOf(policy, repository, tag) === lineage);
  return [...new Set(own.map(shapeOf))];
};
