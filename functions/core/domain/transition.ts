/** Why an issue opened. `voided`: it was accepted, and is no longer. */
export type OpenedCause = 'disclosed' | 'new-image' | 'reopened' | 'voided';
/** Why an issue was resolved: its image was replaced, or the same image no longer has it. */
export type ResolvedCause = 'fixed' | 'retracted';
/** Why images are no longer looked at. */
export type GoneCause = 'deleted' | 'archived' | 'stale' | 'eligibility-expired';
/** Why an issue is no longer seen: the images that had it are gone, and none took their place; or another engine scans them now. */
export type UnobservedCause = GoneCause | 'engine-switched';

/** One change of one issue, with its cause. `issue` is its index in the ledger after. */
export type Transition =
  | { readonly kind: 'opened'; readonly issue: number; readonly cause: OpenedCause }
  | { readonly kind: 'resolved'; readonly issue: number; readonly cause: ResolvedCause }
  | { readonly kind: 'unobserved'; readonly issue: number; readonly cause: UnobservedCause }
  /** It became known as exploited; a fix appeared. */
  | { readonly kind: 'exploited' | 'fixable'; readonly issue: number }
  /** A suppression rule of Inspector hides it. */
  | { readonly kind: 'accepted'; readonly issue: number; readonly cause: 'suppressed' }
  | { readonly kind: 'escalated' | 'eased'; readonly issue: number; readonly from: string; readonly to: string };
