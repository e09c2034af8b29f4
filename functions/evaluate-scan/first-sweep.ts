import type { LineageItem } from '../core/ports/lineages.ts';
import type { ImageNudge } from './nudge.ts';
import type { World } from './world.ts';

/** Events of scans that the sweep started come within minutes of its end. */
const AFTERWARDS_MS = 60 * 60 * 1000;

/**
 * Whether an event is one of those by which the first sweep fills the ledgers: its own nudge, or, of a lineage that nothing
 * is known of, that of a scan that it started.
 */
export const isOfFirstSweep = async (
  { sweeps, now }: Pick<World, 'sweeps' | 'now'>,
  nudge: ImageNudge,
  { heads, recordKey }: LineageItem,
): Promise<boolean> => {
  if (nudge.kind === 'swept') return nudge.first;
  if (heads.length > 0 || recordKey !== null) return false;
  const sweep = await sweeps.read();
  if (sweep === null || !sweep.first) return false;
  return sweep.endedAt === null || Date.parse(sweep.endedAt) + AFTERWARDS_MS > now().getTime();
};
