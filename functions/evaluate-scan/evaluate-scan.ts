import { lineagesOf } from '../core/domain/lineage.ts';
import { fitsAny } from '../core/domain/route.ts';
import { ended, together } from './ending.ts';
import { evaluateDue } from './evaluate-due.ts';
import { evaluateFound } from './evaluate-found.ts';
import { evaluateImage } from './evaluate-image.ts';
import { evaluateScanning } from './evaluate-scanning.ts';
import type { Due, ImageNudge, Nudge, Posture } from './nudge.ts';
import { tryAgain } from './try-again.ts';
import { type Ending, ignored, type World } from './world.ts';

/**
 * Evaluates what an event speaks of: reads the lineage, asks what the image is now, fetches its scans, compares, decides,
 * commits, sends.
 *
 * @param waitedSeconds - since the event was first looked at
 * @throws what an outage of AWS throws: until the commit nothing has happened
 */
export const evaluateScan =
  (world: World) =>
  async (nudge: Nudge, waitedSeconds: number): Promise<Ending> => {
    switch (nudge.kind) {
      case 'due':
        return ofDue(world, nudge);
      case 'posture':
        return ofPosture(world, nudge);
      case 'found':
        return evaluateFound(world, nudge, (facts) => ofImage(world, nudge, waitedSeconds, facts));
      default:
        return ofImage(world, nudge, waitedSeconds);
    }
  };

const UNWATCHED = ignored('the policy does not watch its repository');

const isWatched = ({ policy }: World, repository: string): boolean => fitsAny(policy.watch, repository);

const ofDue = async (world: World, nudge: Due): Promise<Ending> => {
  const { lineage, repository } = nudge;
  if (!isWatched(world, repository)) return UNWATCHED;
  return tryAgain(world, async () => {
    const item = await world.lineages.read(lineage);
    return item === null
      ? ignored(`there is no lineage ${lineage}`)
      : ended({ repository }, await evaluateDue(world, item, nudge));
  });
};

const ofPosture = async (world: World, { repositories, ...event }: Posture): Promise<Ending> => {
  if (repositories.length === 0) return ignored('it names no repository');
  const endings: Ending[] = [];
  for (const scanning of repositories) {
    const { repository } = scanning;
    if (!isWatched(world, repository)) endings.push(UNWATCHED);
    else endings.push(await tryAgain(world, () => evaluateScanning(world, scanning, event)));
  }
  return endings.reduce(together);
};

/** @param told - what events said of the image */
const ofImage = async (world: World, nudge: ImageNudge, waited: number, told = NOTHING_TOLD): Promise<Ending> => {
  const { repository } = nudge;
  if (!isWatched(world, repository)) return UNWATCHED;
  if (nudge.kind === 'pushed' && nudge.tag === null) return ignored('it was pushed without a tag');
  await keepTag(world, nudge);
  const endings: Ending[] = [];
  for (const lineage of lineagesOf(world.policy, repository))
    endings.push(await tryAgain(world, () => evaluateImage(world, lineage, nudge, { waited, told })));
  return endings.reduce(together);
};

/** An image is not scanned by `:latest`: which it was when, nobody else remembers. */
const keepTag = async ({ tags }: World, nudge: ImageNudge): Promise<void> => {
  if (!('tag' in nudge) || nudge.tag === null || nudge.at === null) return;
  const digest = nudge.kind === 'pushed' ? nudge.digest : null;
  await tags.keep(nudge.repository, nudge.tag, { digest, at: nudge.at });
};

const NOTHING_TOLD: ReadonlyMap<string, number> = new Map();
