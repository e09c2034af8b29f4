import type { Image, Instant } from '../core/domain/image.ts';
import type { Facts } from '../core/domain/sighting.ts';
import type { Awaited, LineageItem } from '../core/ports/lineages.ts';

/** An event tells when a scan ended; in case it is lost ECR is asked after so long, when an answer without findings is one, */
const FIRST_MS = 30 * 60 * 1000;
/** and a last time: then it is told that the image is not scanned. */
const LAST_MS = 48 * 60 * 60 * 1000;
/** So many images of a lineage are awaited: of what is pushed and never scanned, the latest count. */
const MOST = 20;

/** Whether an image was awaited long enough. */
export const isOverdue = ({ since }: Pick<Awaited, 'since'>, at: Instant): boolean =>
  Date.parse(at) >= Date.parse(since) + LAST_MS;

/** What is awaited after an image was seen: it too, where a scan of it is not there yet. */
export const awaitedAfter = (
  { awaited }: Pick<LineageItem, 'awaited'>,
  { digest, parts }: Pick<Image, 'digest' | 'parts'>,
  { scans }: Facts,
  at: Instant,
): readonly Awaited[] => {
  if (!parts.some((part) => scans.get(part.digest)?.kind === 'not-yet')) return withoutAwaited(awaited, digest);
  const known = awaited.find((each) => each.digest === digest);
  const since = known?.since ?? at;
  const next = { digest, since, dueAt: nextLook(since, at) };
  return known === undefined
    ? [...awaited, next].slice(-MOST)
    : awaited.map((each) => (each.digest === digest ? next : each));
};

/** Those left when an image is not awaited any more. */
export const withoutAwaited = (awaited: readonly Awaited[], digest: string): readonly Awaited[] =>
  awaited.some((each) => each.digest === digest) ? awaited.filter((each) => each.digest !== digest) : awaited;

const nextLook = (since: Instant, at: Instant): Instant => {
  const first = later(since, FIRST_MS);
  return first > at ? first : later(since, LAST_MS);
};

const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
