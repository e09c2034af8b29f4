import type { Registry } from '../domain/image.ts';

/** Something to evaluate that no event of AWS speaks of. */
export type Nudge = {
  readonly id: string;
  readonly repository: string;
  readonly registry: Registry;
} /** Time brought something of a lineage. */ & (
  | { readonly kind: 'due'; readonly lineage: string }
  /** Findings of an image changed: a marker says when, and what events said. */
  | { readonly kind: 'found'; readonly digest: string }
  /** `reconcile` came by a live image. `first`: it fills the ledgers, each receiver is told one round-up in all. */
  | { readonly kind: 'swept'; readonly digest: string; readonly first: boolean }
  /** How the repository is scanned, by ECR's word. */
  | { readonly kind: 'posture'; readonly frequency: string }
);

/** The queue that evaluations are fed from. */
export interface Nudges {
  /**
   * Sends all of them, or throws.
   *
   * @param afterSeconds - they are seen no sooner (0 to 900)
   */
  send(nudges: readonly Nudge[], afterSeconds?: number): Promise<void>;
}
