import type { Image } from '../core/domain/image.ts';
import { type Labels, NO_LABELS, type Origin, originOf } from '../core/domain/origin.ts';
import type { ImageSays, LineageItem } from '../core/ports/lineages.ts';
import type { World } from './world.ts';

/** What so many images say is remembered. */
const MOST = 20;

/** Where an image comes from, and what is remembered of that. */
export interface Traced {
  readonly origin: Origin | null;
  readonly labels: readonly ImageSays[];
}

/** Finds out where an image comes from. An alert does not wait for it: what cannot be read now is asked for with the next. */
export const trace = async (
  world: Pick<World, 'policy' | 'labels' | 'journal'>,
  { labels }: Pick<LineageItem, 'labels'>,
  { repository, digest, tags }: Image,
): Promise<Traced> => {
  const known = labels.find((each) => each.digest === digest);
  const says = known ?? (await read(world, { repository, digest }));
  const { template = null } = world.policy.sources.find((each) => each.repository === repository) ?? {};
  const origin = originOf(says ?? NO_LABELS, tags, template);
  return {
    origin,
    labels: known === undefined && says !== null ? [...labels, { digest, ...says }].slice(-MOST) : labels,
  };
};

const read = async (
  { labels, journal }: Pick<World, 'labels' | 'journal'>,
  name: Pick<Image, 'repository' | 'digest'>,
): Promise<Labels | null> => {
  try {
    return await labels.read(name);
  } catch (error) {
    journal.note('nobody knows where the image comes from', { ...name, error: String(error) });
    return null;
  }
};
