import type { EvaluationRecord } from '../../core/domain/record.ts';
import type { Column } from './column.ts';
import { valueIn } from './read-column.ts';
import { columnOf } from './write-column.ts';

/** A record as it is kept: its longest lists as columns, which take a third of the text. All else is as it was. */
export type PackedRecord = Omit<EvaluationRecord, 'transitions' | 'ledger'> & {
  readonly transitions: Column;
  readonly ledger: Omit<EvaluationRecord['ledger'], 'issues'> & { readonly issues: Column };
};

export const pack = ({ transitions, ledger, ...rest }: EvaluationRecord): PackedRecord => ({
  ...rest,
  transitions: columnOf(transitions),
  ledger: { ...ledger, issues: columnOf(ledger.issues) },
});

/** What was packed. */
export const unpack = ({ transitions, ledger, ...rest }: PackedRecord): EvaluationRecord => ({
  ...rest,
  transitions: valueIn(transitions) as EvaluationRecord['transitions'],
  ledger: { ...ledger, issues: valueIn(ledger.issues) as EvaluationRecord['ledger']['issues'] },
});
