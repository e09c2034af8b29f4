import { counted } from './accepted.ts';
import type { LastComplete } from './alert.ts';
import { countBySeverity } from './count.ts';
import type { Issue } from './ledger.ts';
import type { Head } from './lineage.ts';

/** The last complete scan of a head, and the issues that it has open. */
export const lastComplete = ({ tags, digest, scannedAt }: Head, issues: readonly Issue[]): LastComplete => {
  const open = issues.filter(
    ({ state, occurrences }) => state === 'open' && counted(occurrences).some((each) => each.digest === digest),
  );
  return { tags, digest, scannedAt, open: countBySeverity(open) };
};
