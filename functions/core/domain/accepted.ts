import type { Occurrence } from './ledger.ts';

const isSuppressed = ({ suppressed }: Occurrence): boolean => suppressed === true;

/** Whether somebody accepted an issue wherever it is. */
export const isAccepted = (occurrences: readonly Occurrence[]): boolean => occurrences.every(isSuppressed);

/** The occurrences that say how bad an issue is, and whose: not those that somebody accepted, unless that is all. */
export const counted = (occurrences: readonly Occurrence[]): readonly Occurrence[] =>
  !occurrences.some(isSuppressed) || isAccepted(occurrences)
    ? occurrences
    : occurrences.filter((each) => !isSuppressed(each));
