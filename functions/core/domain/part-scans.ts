import { countBySeverity } from './count.ts';
import type { Part } from './image.ts';
import type { PartScan } from './record.ts';
import type { Facts } from './sighting.ts';

/** What is kept of the scans of these parts. */
export const partScans = (parts: readonly Part[], { scans }: Facts): readonly PartScan[] =>
  parts.flatMap(({ digest, platform }): readonly PartScan[] => {
    const answer = scans.get(digest);
    if (answer === undefined || answer.kind === 'not-yet' || answer.scan === null) return [];
    const { engine, status, description, completedAt, findings } = answer.scan;
    return [{ digest, platform, engine, status, description, completedAt, counts: countBySeverity(findings) }];
  });
