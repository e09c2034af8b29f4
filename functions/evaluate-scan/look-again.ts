import { NO_FACTS } from '../core/domain/sighting.ts';
import type { Awaited, LineageItem } from '../core/ports/lineages.ts';
import { isOverdue, withoutAwaited } from './awaited.ts';
import { commitState } from './commit.ts';
import { type Conclusion, conclude, type Occasion } from './conclude.ts';
import { endExpired } from './expired.ts';
import { firstFacts } from './first-facts.ts';
import type { Due, Touched } from './nudge.ts';
import { sight } from './sight.ts';
import type { World } from './world.ts';

/** Looks again at an image that no complete scan came of; the last time it is told what there is instead. */
export const lookAgainAt = async (
  world: World,
  item: LineageItem,
  awaited: Awaited,
  { id, account, region, repository }: Due,
  occasion: Occasion,
): Promise<Conclusion | 'conflict'> => {
  const { digest, since } = awaited;
  const at = world.now().toISOString();
  const nudge: Touched = { kind: 'touched', id, account, region, repository, digest, tag: null, at: null };
  const seen = await sight({ world, nudge, item, waitedSeconds: 0 });
  if (seen.kind !== 'sight') return forget(world, item, digest, at);
  const overdueSince = isOverdue(awaited, at) ? since : null;
  if (seen.sighting.kind === 'gone') return conclude(world, item, seen, NO_FACTS, occasion);
  const { image } = seen.sighting;
  const first = await firstFacts(world, nudge, image, 0, overdueSince);
  if (first.kind !== 'facts') return forget(world, item, digest, at);
  const concluded = await conclude(world, item, seen, first.facts, occasion);
  return endExpired(world, concluded, image, first.facts, occasion);
};

/** It is gone, or in no line any more. */
const forget = async (
  world: World,
  item: LineageItem,
  digest: string,
  at: string,
): Promise<Conclusion | 'conflict'> => {
  const kept = await commitState(world, item, { awaited: withoutAwaited(item.awaited, digest) }, at);
  return kept === 'conflict' ? kept : { item: kept, news: false, reason: 'it is awaited no more', recordKey: null };
};
