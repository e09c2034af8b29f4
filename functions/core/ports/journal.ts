import type { Trouble } from '../../trouble.ts';

/** What became of an event. */
export interface Outcome {
  readonly event: string;
  /** `coalesced`: its image is marked, and is evaluated once for all its findings. */
  readonly outcome: 'evaluated' | 'unchanged' | 'coalesced' | 'ignored' | 'dead-letter';
  readonly reason: string | null;
  readonly repository?: string;
  readonly digest?: string;
  readonly recordKey?: string;
}

/** The log, and the metrics that alarms watch. */
export interface Journal {
  outcome(outcome: Outcome): void;
  trouble(kind: Trouble, detail: Readonly<Record<string, string | number>>): void;
  /** Something worth knowing when one looks back. */
  note(message: string, detail: Readonly<Record<string, string | number>>): void;
}
