import type { Image, Instant, Part } from '../core/domain/image.ts';
import type { Facts } from '../core/domain/sighting.ts';
import { type Judged, judgeScan, NO_EVENT, settled } from './ask.ts';
import type { ImageNudge, Scanned } from './nudge.ts';
import { type Ended, ignored, type Later, type World } from './world.ts';

/** A platform's scan waits so long for those of the others: then what is there is told in one. */
const OTHERS_SECONDS = 300;
const AGAIN_SECONDS = 60;

/**
 * The scans of an image that was seen; or when to look again, where the scan that an event speaks of, or that of another
 * platform, is not there yet.
 *
 * @param overdueSince - since when nobody waits for them any more; null where somebody does
 */
export const firstFacts = async (
  world: World,
  nudge: ImageNudge,
  { repository, parts, pushedAt }: Image,
  waitedSeconds: number,
  overdueSince: Instant | null = null,
): Promise<{ readonly kind: 'facts'; readonly facts: Facts } | Ended | Later> => {
  const verdicts: { readonly part: Part; readonly verdict: Judged }[] = [];
  for (const part of parts) {
    const event = isOf(nudge, part) ? { counted: nudge.counted, waitedSeconds } : {};
    const about = { ...NO_EVENT, ...event, pushedAt, overdueSince };
    verdicts.push({ part, verdict: await judgeScan(world, repository, part, about) });
  }
  const own = verdicts.find(({ part }) => isOf(nudge, part))?.verdict;
  if (own?.kind === 'wait') return { kind: 'later', afterSeconds: own.afterSeconds, reason: own.reason };
  if (own?.kind === 'gone' && parts.length === 1) return ignored(own.reason);
  const late = verdicts.find(({ verdict }) => 'otherwise' in verdict);
  if (late !== undefined && parts.length > 1 && nudge.kind === 'scanned' && waitedSeconds < OTHERS_SECONDS)
    return { kind: 'later', afterSeconds: AGAIN_SECONDS, reason: `the scan of ${late.part.platform} may come` };
  const scans = new Map(verdicts.map(({ part, verdict }) => [part.digest, settled(verdict)]));
  return { kind: 'facts', facts: { scans, tagged: null, epss: new Map() } };
};

const isOf = (nudge: ImageNudge, { digest }: Part): nudge is Scanned =>
  nudge.kind === 'scanned' && nudge.digest === digest;
