import type { Policy } from '../core/domain/policy.ts';
import type { Marker, Markers } from '../core/ports/markers.ts';
import type { Nudges } from '../core/ports/nudges.ts';
import type { ImageName } from '../core/ports/registry.ts';

interface World {
  readonly policy: Policy;
  readonly markers: Markers;
  readonly nudges: Nudges;
  readonly now: () => Date;
}

/** Images a run looks after; the next run, minutes later, takes the rest. */
const MAX_IMAGES = 200;
/** An evaluation that does not come to its end is asked for again this much later. */
const AGAIN_MS = 60 * 60 * 1000;

/**
 * Has images evaluated that were marked a while ago: a nudge was lost, or what it led to failed.
 *
 * @returns how many nudges were sent
 * @throws AggregateError of those that could not be sent now, after the others were
 */
export const nudgeOverdue = async (world: World): Promise<number> => {
  // Left over from enhanced scanning: nobody may clear them any more.
  if (world.policy.scanning === 'basic') return 0;
  const now = world.now();
  const due = await world.markers.due(now.toISOString(), MAX_IMAGES);
  const failures: unknown[] = [];
  let sent = 0;
  for (const name of due) {
    try {
      sent += Number(await nudge(world, name, now));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} images stay overdue`);
  return sent;
};

/** The index may be behind the marker, which is gone once the image is evaluated. */
const nudge = async ({ markers, nudges }: World, name: ImageName, now: Date): Promise<boolean> => {
  const marker = await markers.read(name);
  if (marker === null) return false;
  await nudges.send([nudgeOf(marker, now)]);
  await markers.postpone(name, new Date(now.getTime() + AGAIN_MS).toISOString());
  return true;
};

const nudgeOf = ({ registry, repository, digest }: Marker, now: Date) => ({
  kind: 'found' as const,
  id: `${repository}@${digest} ${now.toISOString()}`,
  registry,
  repository,
  digest,
});
