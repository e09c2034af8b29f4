import type { Instant } from './image.ts';
import type { Counts } from './scan.ts';

/** Why a receiver is told: the rule of the policy, as people count and read it. */
export interface Because {
  /** Counted from 1, as in the file. */
  readonly route: number;
  /** Such as `payments/**, high and up`. */
  readonly rule: string;
}

interface ToReceiver {
  readonly receiver: string;
  readonly because: readonly Because[];
  /** Whom to call by name; empty where nothing worse happened. */
  readonly mention: readonly string[];
}

/** A receiver's first look at a lineage, or what only a change of policy or tags made its concern. */
export interface SummaryAlert extends ToReceiver {
  readonly kind: 'summary';
  /** True for the first complete scan of a lineage. */
  readonly first: boolean;
  /** Indexes of the issues told, worst first. */
  readonly issues: readonly number[];
  /** Open issues that no route of the receiver holds for. */
  readonly below: Counts;
}

/** What changed, to one receiver. */
export interface ChangesAlert extends ToReceiver {
  readonly kind: 'changes';
  /** Indexes of the issues told because they opened or escalated, worst first. */
  readonly issues: readonly number[];
  /** How many more started to concern the receiver by a change of policy or tags alone. */
  readonly alsoYours: Counts;
  /** Open issues told to the receiver before. */
  readonly toldBefore: Counts;
  readonly below: Counts;
}

/** An image's scanning failed, is not possible, or was lost: this does not mean clean. */
export interface ScanNewsAlert extends ToReceiver {
  readonly kind: 'scan-news';
  readonly status: string;
  readonly description: string | null;
  /** The complete scan that its line rests on until then; null where there never was one. */
  readonly lastComplete: LastComplete | null;
}

export interface LastComplete {
  readonly tags: readonly string[];
  readonly digest: string;
  readonly scannedAt: Instant;
  /** Open issues that stay open. */
  readonly open: Counts;
}

/** What Security Hub has to know: the issues that its routes started to hold for, and every change of those since. */
export interface FindingsAlert extends ToReceiver {
  readonly kind: 'findings';
  /** Indexes of the issues to import: active while they are open, archived once they are not. Worst first. */
  readonly issues: readonly number[];
}

/** What one receiver is told about one evaluation. */
export type Alert = SummaryAlert | ChangesAlert | ScanNewsAlert | FindingsAlert;

/** What people are told. */
export type PeopleAlert = Exclude<Alert, FindingsAlert>;
