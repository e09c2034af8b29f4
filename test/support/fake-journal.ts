import type { Journal, Outcome } from '../../functions/core/ports/journal.ts';
import type { Trouble } from '../../functions/trouble.ts';

type Detail = Readonly<Record<string, string | number>>;

interface FakeJournal extends Journal {
  readonly outcomes: Outcome[];
  readonly troubles: { readonly kind: Trouble; readonly detail: Detail }[];
  readonly notes: { readonly message: string; readonly detail: Detail }[];
}

/** A journal in memory. */
export const fakeJournal = (): FakeJournal => {
  const outcomes: FakeJournal['outcomes'] = [];
  const troubles: FakeJournal['troubles'] = [];
  const notes: FakeJournal['notes'] = [];
  return {
    outcomes,
    troubles,
    notes,
    outcome: (outcome) => void outcomes.push(outcome),
    trouble: (kind, detail) => void troubles.push({ kind, detail }),
    note: (message, detail) => void notes.push({ message, detail }),
  };
};
