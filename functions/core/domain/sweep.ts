import { newestFirst } from './candidates.ts';
import type { Image, Instant } from './image.ts';
import { type Head, LIVE_DAYS, lineagesOf, linesOf } from './lineage.ts';
import type { Policy } from './policy.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How far a look at the whole registry is. */
export interface Sweep {
  /** Counts what was kept, from 1, over all sweeps. */
  readonly version: number;
  readonly startedAt: Instant;
  /** Null while repositories are left. */
  readonly endedAt: Instant | null;
  /** The repository done last, in the order of their names; null: none is yet. */
  readonly after: string | null;
  /** No sweep ended before it. */
  readonly first: boolean;
}

/**
 * ECR starts a basic scan of an image once in 24 hours, to the second: each day a sweep begins a little later than the day
 * before, and after so many days it begins anew; on that day alone ECR refuses.
 */
const STEP_MS = 5 * 60 * 1000;
const STEPS = 36;
const FIRST_HOUR_MS = 3 * 60 * 60 * 1000;

/** When the sweep of the day of `at` begins: 03:00 UTC, or up to three hours later. */
const beginningOn = (at: Instant): number => {
  const day = Math.floor(Date.parse(at) / DAY_MS);
  return day * DAY_MS + FIRST_HOUR_MS + (day % STEPS) * STEP_MS;
};

/** The sweep to go on with: the one that has not ended, else one a day; null: today's is done, or does not begin yet. */
export const sweepAt = (before: Sweep | null, at: Instant): Sweep | null => {
  if (before?.endedAt === null) return before;
  if (Date.parse(at) < beginningOn(at)) return null;
  if (before !== null && dayOf(before.startedAt) >= dayOf(at)) return null;
  return { version: before?.version ?? 0, startedAt: at, endedAt: null, after: null, first: before === null };
};

const dayOf = (at: Instant): string => at.slice(0, 10);

/** A repository as it is known, and as the registry has it. */
interface Swept {
  readonly policy: Policy;
  readonly repository: string;
  /** Of all of its lineages. */
  readonly heads: readonly Pick<Head, 'image'>[];
  /** The images that have a tag now. */
  readonly tagged: readonly Pick<Image, 'digest' | 'tags' | 'pushedAt'>[];
  readonly at: Instant;
}

/**
 * The images to look at, each once: those of the heads, which may be gone by now, and of each line the one pushed last,
 * which an event that was lost may have made the head.
 */
export const imagesToSweep = ({ policy, repository, heads, tagged, at }: Swept): readonly string[] => {
  const since = new Date(Date.parse(at) - LIVE_DAYS * DAY_MS).toISOString();
  const newest = tagged.filter(({ pushedAt }) => pushedAt > since).sort(newestFirst);
  const leading = lineagesOf(policy, repository).flatMap((lineage) => {
    const byLine = newest.flatMap(({ digest, tags }) =>
      linesOf(policy, lineage, { repository, tags }, true).map((line) => ({ line, digest })),
    );
    return [...new Map(byLine.toReversed().map(({ line, digest }) => [line, digest])).values()];
  });
  return [...new Set([...heads.map(({ image }) => image), ...leading])];
};
