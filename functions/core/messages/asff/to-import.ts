import type { EvaluationRecord } from '../../domain/record.ts';
import type { Severity } from '../../domain/severity.ts';

/** What a receiver's findings are made of. */
export interface ToImport {
  readonly record: EvaluationRecord;
  readonly recordKey: string;
  readonly receiver: string;
  /** What the policy lets unrated vulnerabilities compare as. */
  readonly unratedAs: Severity;
  /** A digest of a text: letters and digits, the same for the same text. */
  readonly hash: (text: string) => string;
}
