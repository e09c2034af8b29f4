import { compareText } from './compare-text.ts';
import type { Image, Instant, Part } from './image.ts';
import { type Head, isInUse, LIVE_DAYS, linesOf } from './lineage.ts';
import type { Policy } from './policy.ts';
import type { Facts, Sighting } from './sighting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many images of a line are looked at for a new head. */
const MOST_CANDIDATES = 20;

/** A lineage as it was known. */
export interface Lineage {
  readonly policy: Policy;
  readonly lineage: string;
  readonly repository: string;
  readonly heads: readonly Head[];
  /** The parts of indexes that are known, by the digest of the index. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  readonly at: Instant;
}

/** A lineage, and what is new. */
export interface World extends Lineage {
  /** With the tags they had. */
  readonly headsBefore: readonly Head[];
  readonly sighting: Sighting;
  /** The digests of the images that are gone. */
  readonly gone: ReadonlySet<string>;
  readonly facts: Facts;
}

/** An image that may lead a line. */
export interface Candidate {
  readonly image: Image;
  readonly liveUntil: Instant;
}

/**
 * When a part was completely scanned; null: it was not, as far as it matters; undefined: that must be asked.
 * What of a head is not scanned, an event of its own will bring.
 */
export const scannedAt = ({ facts, headsBefore, at }: World, { digest }: Part): Instant | null | undefined => {
  const answer = facts.scans.get(digest);
  if (answer?.kind === 'complete') return answer.scan.completedAt ?? at;
  const known = headsBefore.find((head) => head.digest === digest)?.scannedAt;
  return known ?? (answer === undefined && facts.tagged !== null ? undefined : null);
};

/** The lines that the image seen is in. */
export const linesSeen = (world: World): readonly string[] => seen(world).flatMap(({ lines }) => lines);

/** The image seen, if it is live and in the line. */
export const candidatesSeen = (world: World, line: string): readonly Candidate[] =>
  seen(world).filter(({ lines }) => lines.includes(line));

/** The image seen, if it is live, and its lines. */
const seen = (world: World): readonly (Candidate & { readonly lines: readonly string[] })[] => {
  const { policy, lineage, sighting, at } = world;
  if (sighting.kind === 'gone') return [];
  const { image, hadTags } = sighting;
  const liveUntil = seenUntil(world, sighting);
  return liveUntil > at || isRunning(world, image)
    ? [{ image, liveUntil, lines: linesOf(policy, lineage, image, hadTags) }]
    : [];
};

/** Whether a part of it is in use: then it is live, however old. */
const isRunning = ({ facts }: World, { parts }: Image): boolean =>
  parts.some(({ digest }) => {
    const answer = facts.scans.get(digest);
    return answer?.kind === 'complete' && isInUse(answer.scan);
  });

const afterPush = (pushedAt: Instant): Instant => new Date(Date.parse(pushedAt) + LIVE_DAYS * DAY_MS).toISOString();

/** A tag that is moved to an image is a push of it. */
const seenUntil = ({ heads }: World, { image, taggedAt }: Sighting & { kind: 'seen' }): Instant =>
  [image.pushedAt, ...(taggedAt === null ? [] : [taggedAt])]
    .map(afterPush)
    .concat(heads.filter((head) => head.image === image.digest).map(({ liveUntil }) => liveUntil))
    .toSorted(compareText)
    .at(-1) ?? image.pushedAt;

/** Whether an image with the tags is of the line. */
export const isOf = ({ policy, lineage, repository }: World, line: string, tags: readonly string[]): boolean =>
  linesOf(policy, lineage, { repository, tags }, false).includes(line);

type Placed = Pick<Image, 'digest' | 'pushedAt'>;

/** By push; ties by digest. */
export const newestFirst = (a: Placed, b: Placed): number =>
  compareText(b.pushedAt, a.pushedAt) || compareText(b.digest, a.digest);

/** The images that carry a tag of the line, the one pushed last first. */
export const candidatesOf = (world: World, line: string, heads: readonly Head[]): readonly Candidate[] => {
  const all = [...candidatesSeen(world, line), ...leading(world, line, heads), ...listed(world, line)];
  const once = new Map(all.toReversed().map((candidate) => [candidate.image.digest, candidate]));
  return [...once.values()].sort((a, b) => newestFirst(a.image, b.image)).slice(0, MOST_CANDIDATES);
};

/** The heads that still carry a tag of the line. */
const leading = (world: World, line: string, heads: readonly Head[]): readonly Candidate[] => {
  const { repository, parts } = world;
  return heads
    .filter(({ tags }) => isOf(world, line, tags))
    .map(({ image: digest, tags, pushedAt, liveUntil }) => {
      const own = heads.filter((head) => head.image === digest);
      return { image: { repository, digest, tags, pushedAt, parts: parts.get(digest) ?? own }, liveUntil };
    });
};

const listed = (world: World, line: string): readonly Candidate[] => {
  const { facts, gone, at } = world;
  return (facts.tagged ?? [])
    .filter(({ digest, tags }) => isOf(world, line, tags) && !gone.has(digest))
    .map((image) => ({ image, liveUntil: afterPush(image.pushedAt) }))
    .filter(({ liveUntil }) => liveUntil > at);
};
