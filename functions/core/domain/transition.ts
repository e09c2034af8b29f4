/** Why an issue opened. */
export type OpenedCause = 'disclosed' | 'new-image' | 'reopened';
/** Why an issue was resolved: its image was replaced, or the same image no longer has it. */
export type ResolvedCause = 'fixed' | 'retracted';
/** Why an issue is no longer seen: the images that had it are gone, and none took their place. */
export type UnobservedCause = 'deleted' | 'archived' | 'stale';

/** One change of one issue, with its cause. `issue` is its index in the ledger after. */
export type Transition =
  | { readonly kind: 'opened'; readonly issue: number; readonly cause: OpenedCause }
  | { readonly kind: 'resolved'; readonly issue: number; readonly cause: ResolvedCause }
  | { readonly kind: 'unobserved'; readonly issue: number; readonly cause: UnobservedCause }
  | { readonly kind: 'escalated' | 'eased'; readonly issue: number; readonly from: string; readonly to: string };
