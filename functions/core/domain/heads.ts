import {
  type Candidate,
  candidatesOf,
  isOf,
  type Lineage,
  linesSeen,
  newestFirst,
  scannedAt,
  type World,
} from './candidates.ts';
import { compareText } from './compare-text.ts';
import { goneImages, type Head, hasManyTags } from './lineage.ts';
import type { Ask, Facts, Sighting } from './sighting.ts';

/**
 * Who is head of each line and platform, now that an image was seen or went: of the images that carry a tag of the line
 * and have a complete scan, the one pushed last. While none does, the head stays who it was until it is gone. Platforms
 * that the newest completely scanned image does not have end with it.
 */
export const headsAfter = (before: Lineage, sighting: Sighting, facts: Facts): readonly Head[] | Ask => {
  const heads = before.heads.filter((head) => !isPart(head, sighting)).map((head) => retagged(head, sighting));
  const gone = goneImages(before.heads, sighting);
  const world: World = { ...before, headsBefore: before.heads, heads, sighting, gone, facts };
  const lines = new Set([...heads.map(({ line }) => line), ...linesSeen(world)]);
  const after: Head[] = [];
  for (const line of [...lines].sort(compareText)) {
    const led = headsOf(world, line);
    if ('kind' in led) return led;
    after.push(...led);
  }
  return after;
};

/** Whether it was taken for an image by itself, and is now known to be a part of another. */
const isPart = ({ image, digest }: Head, sighting: Sighting): boolean =>
  sighting.kind === 'seen' &&
  image === digest &&
  image !== sighting.image.digest &&
  sighting.image.parts.some((part) => part.digest === digest);

/** A tag belongs to one image: what another has now, this one lost. */
const retagged = (head: Head, sighting: Sighting): Head => {
  if (sighting.kind === 'gone') return head;
  const { digest, tags } = sighting.image;
  if (head.image === digest) return { ...head, tags };
  return { ...head, tags: head.tags.filter((tag) => !tags.includes(tag)) };
};

const headsOf = (world: World, line: string): readonly Head[] | Ask => {
  const own = world.heads.filter((head) => head.line === line);
  const staying = own.filter(({ image }) => !world.gone.has(image));
  const candidates = candidatesOf(world, line, staying);
  if (world.facts.tagged === null && isVacant(world, line, own, candidates)) return { kind: 'ask', about: 'tagged' };

  const led: Head[] = [];
  for (const candidate of candidates) {
    const unknown = candidate.image.parts.filter((part) => scannedAt(world, part) === undefined);
    if (unknown.length > 0) return { kind: 'ask', about: 'scans', parts: unknown };
    led.push(...free(scannedParts(world, line, candidate), led));
    if (isScanned(world, candidate)) return inOrder(led);
  }
  return inOrder([...led, ...free(staying, led)]);
};

/** Whether every part of an image has a complete scan. */
const isScanned = (world: World, { image: { parts } }: Candidate): boolean =>
  parts.every((part) => typeof scannedAt(world, part) === 'string');

/** Those whose platform has no head yet. */
const free = (heads: readonly Head[], led: readonly Head[]): readonly Head[] =>
  heads.filter(({ platform }) => !led.some((each) => each.platform === platform));

const inOrder = (heads: readonly Head[]): readonly Head[] =>
  heads.toSorted((a, b) => compareText(a.platform ?? '', b.platform ?? ''));

/** The parts of an image that have a complete scan, as heads. */
const scannedParts = (
  world: World,
  line: string,
  { image: { digest: image, tags, pushedAt, parts }, liveUntil }: Candidate,
): readonly Head[] =>
  parts.flatMap((part): readonly Head[] => {
    const { digest, platform } = part;
    const at = scannedAt(world, part);
    if (typeof at !== 'string') return [];
    const { recordedAs = digest, bumped = false } = world.headsBefore.find((head) => head.digest === digest) ?? {};
    return [{ line, platform, digest, image, tags, pushedAt, scannedAt: at, liveUntil, recordedAs, bumped }];
  });

/** Whether a head lost its place, and an image that was never seen may be the next: no newer one is scanned whole. */
const isVacant = (world: World, line: string, heads: readonly Head[], candidates: readonly Candidate[]): boolean => {
  const newest = candidates.find((candidate) => isScanned(world, candidate));
  return (
    hasManyTags(line) &&
    heads
      .filter((head) => world.gone.has(head.image) || hasLeft(world, line, head))
      .some(
        ({ image: digest, pushedAt }) => newest === undefined || newestFirst(newest.image, { digest, pushedAt }) > 0,
      )
  );
};

/** Whether it carried a tag of the line until now. */
const hasLeft = (world: World, line: string, { image, tags }: Head): boolean =>
  !isOf(world, line, tags) && world.headsBefore.some((head) => head.image === image && isOf(world, line, head.tags));
