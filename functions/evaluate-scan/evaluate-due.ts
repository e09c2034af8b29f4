import { isInUse } from '../core/domain/lineage.ts';
import { NO_FACTS } from '../core/domain/sighting.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import { type Conclusion, conclude, joined, type Occasion } from './conclude.ts';
import { lookAgainAt } from './look-again.ts';
import type { Due } from './nudge.ts';
import { tellAgain } from './tell-again.ts';
import type { World } from './world.ts';

/**
 * Does what time has brought of a lineage: ends heads that nobody pushed to for long, looks again at images that no scan
 * came of, then reminds.
 */
export const evaluateDue = async (world: World, item: LineageItem, nudge: Due): Promise<Conclusion | 'conflict'> => {
  const occasion: Occasion = { trigger: nudge.id, isFirstSweep: false };
  const now = world.now().toISOString();
  let conclusion: Conclusion = { item, news: false, reason: 'nothing is due', recordKey: null };
  for (const step of stepsDue(world, item, nudge, occasion, now)) {
    const done = await step(conclusion.item);
    if (done === 'conflict') return done;
    conclusion = joined(conclusion, done);
  }
  return conclusion;
};

type Step = (item: LineageItem) => Promise<Conclusion | 'conflict'>;

const stepsDue = (
  world: World,
  { heads, awaited, reminders }: LineageItem,
  nudge: Due,
  occasion: Occasion,
  now: string,
): readonly Step[] => {
  const stale = new Set(heads.filter((head) => head.liveUntil <= now && !isInUse(head)).map(({ image }) => image));
  return [
    ...[...stale].map((digest): Step => {
      const sighting = { kind: 'gone' as const, digest, cause: 'stale' as const };
      return (item) => conclude(world, item, { sighting, known: null }, NO_FACTS, occasion);
    }),
    ...awaited
      .filter(({ dueAt }) => dueAt <= now)
      .map(
        (each): Step =>
          (item) =>
            lookAgainAt(world, item, each, nudge, occasion),
      ),
    ...reminders
      .filter(({ dueAt }) => dueAt <= now)
      .map(
        (each): Step =>
          (item) =>
            tellAgain(world, item, each, nudge.id),
      ),
  ];
};
