import {
  type Candidate,
  candidatesOf,
  candidatesSeen,
  isOf,
  type Lineage,
  linesSeen,
  newestFirst,
  scannedAt,
  type World,
} from './candidates.ts';
import { compareText } from './compare-text.ts';
import type { Part } from './image.ts';
import { goneImages, type Head, hasManyTags, isInUse } from './lineage.ts';
import { type Engine, type Scan, saysEngine } from './scan.ts';
import type { Ask, Facts, Sighting } from './sighting.ts';

/**
 * Who is head of each line and platform, now that an image was seen or went: of the images that carry a tag of the line
 * and have a complete scan, the one pushed last. While none does, the head stays who it was until it is gone. Platforms
 * that the newest completely scanned image does not have end with it. After the heads of a line come images that lead
 * nothing, and are in use.
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
  const led = leadersOf(world, line, own, staying);
  return 'kind' in led ? led : [...led, ...inUseBeside(world, line, staying, led)];
};

const leadersOf = (
  world: World,
  line: string,
  own: readonly Head[],
  staying: readonly Head[],
): readonly Head[] | Ask => {
  const candidates = candidatesOf(world, line, staying);
  const leaders = own.filter(({ leads }) => leads);
  if (world.facts.tagged === null && isVacant(world, line, leaders, candidates))
    return { kind: 'ask', about: 'tagged' };

  const led: Head[] = [];
  for (const candidate of candidates) {
    const unknown = candidate.image.parts.filter((part) => scannedAt(world, part) === undefined);
    if (unknown.length > 0) return { kind: 'ask', about: 'scans', parts: unknown };
    led.push(...free(scannedParts(world, line, candidate), led));
    if (isScanned(world, candidate)) return inOrder(led);
  }
  const stayed = staying.filter(({ leads }) => leads).map((head) => ({ ...head, ...scanFacts(world, head) }));
  return inOrder([...led, ...free(stayed, led)]);
};

/** What leads no line, and is in use as far as its last scan says. */
const inUseBeside = (world: World, line: string, staying: readonly Head[], led: readonly Head[]): readonly Head[] => {
  const known = staying.map((head) => ({ ...head, ...scanFacts(world, head), leads: false }));
  const seen = candidatesSeen(world, line).flatMap((candidate) => scannedParts(world, line, candidate));
  const once = new Map([...known, ...seen].map((head) => [head.digest, { ...head, leads: false }]));
  const leading = new Set(led.map(({ digest }) => digest));
  return inOrder([...once.values()].filter((head) => isInUse(head) && !leading.has(head.digest)));
};

/** What the scan of a part says that was asked for just now. */
const scanFacts = (world: World, part: Pick<Part, 'digest'>): Partial<Head> => {
  const scan = scanOf(world, part);
  if (scan === null) return {};
  const { engine, inUse, completedAt } = scan;
  return { ...(saysEngine(scan) && { engine }), inUse, scannedAt: completedAt ?? world.at };
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
    const known = world.headsBefore.find((head) => head.digest === digest);
    const { recordedAs = digest, bumped = false } = known ?? {};
    const scan = scanOf(world, part);
    const { inUse } = scan ?? known ?? { inUse: null };
    const engine = engineOf(scan, known ?? leaderOf(world, line, platform));
    const place = { line, platform, digest, image, tags, pushedAt, scannedAt: at, liveUntil };
    return [{ ...place, recordedAs, bumped, engine, inUse, leads: true }];
  });

/** Who led the line on the platform before. */
const leaderOf = ({ headsBefore }: World, line: string, platform: string | null): Head | undefined =>
  headsBefore.find((head) => head.line === line && head.platform === platform && head.leads);

const engineOf = (scan: Scan | null, known: Head | undefined): Engine => {
  if (scan !== null && saysEngine(scan)) return scan.engine;
  return known?.engine ?? scan?.engine ?? 'basic';
};

/** The complete scan of a part that was asked for just now. */
const scanOf = ({ facts }: World, { digest }: Pick<Part, 'digest'>): Scan | null => {
  const answer = facts.scans.get(digest);
  return answer?.kind === 'complete' ? answer.scan : null;
};

/** Whether a head lost its place, and an image that was never seen may be the next: no newer one is scanned whole. */
const isVacant = (world: World, line: string, heads: readonly Head[], candidates: readonly Candidate[]): boolean => {
  const newest = candidates.find((candidate) => isScanned(world, candidate));
  if (!hasManyTags(line) || isExpired(world.sighting)) return false;
  if (newest === undefined && heads.length === 0) return mayHaveMissed(world.sighting);
  return heads
    .filter((head) => world.gone.has(head.image) || hasLeft(world, line, head))
    .some(({ image: digest, pushedAt }) => newest === undefined || newestFirst(newest.image, { digest, pushedAt }) > 0);
};

const mayHaveMissed = (sighting: Sighting): boolean => sighting.kind === 'seen' && sighting.mayHaveMissed === true;

/** Whether it is scanned no more, and still there: an older image takes no place of it, and resolves nothing. */
const isExpired = (sighting: Sighting): boolean => sighting.kind === 'gone' && sighting.cause === 'eligibility-expired';

/** Whether it carried a tag of the line until now. */
const hasLeft = (world: World, line: string, { image, tags }: Head): boolean =>
  !isOf(world, line, tags) && world.headsBefore.some((head) => head.image === image && isOf(world, line, head.tags));
