import type { Counts } from '../../domain/scan.ts';
import { sendable } from './sendable.ts';

const MOST_SEVERITIES = 20;

/** Of more severities than anybody has heard of, the last ones are counted together. */
export const machineCounts = (counts: Counts): Counts => {
  const all = Object.entries(counts);
  const others = all.slice(MOST_SEVERITIES).reduce((sum, [, count]) => sum + count, 0);
  const named = all.slice(0, MOST_SEVERITIES).map(([severity, count]) => [sendable(severity), count]);
  return Object.fromEntries([...named, ...(others > 0 ? [['OTHER', others]] : [])]);
};
