import type { Image, Instant } from './image.ts';
import type { Counts, Engine } from './scan.ts';

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
  /** Where another engine scans the image now: what was open is carried over, and the rest is told. */
  readonly switched: { readonly from: Engine; readonly to: Engine } | null;
  /** Indexes of the issues told, worst first. */
  readonly issues: readonly number[];
  /** Issues that a route of the receiver would hold for, and that somebody accepted. */
  readonly accepted: Counts;
  /** Open issues that no route of the receiver holds for. */
  readonly below: Counts;
}

/** What changed, to one receiver. */
export interface ChangesAlert extends ToReceiver {
  readonly kind: 'changes';
  /** Indexes of the issues told because they opened, escalated or became known as exploited, worst first. */
  readonly issues: readonly number[];
  /** Indexes of issues told before that a fix appeared for, where the receiver asked to hear of it. */
  readonly fixable: readonly number[];
  /** Indexes of issues told before that no live image has any more, where the receiver asked to hear of it. */
  readonly resolved: readonly number[];
  /** Indexes of issues told before whose images are gone, and nothing took their place. */
  readonly unobserved: readonly number[];
  /** Told before, resolved, and open again within a week: no alert of their own. */
  readonly returned: Counts;
  /** How many more started to concern the receiver by a change of policy or tags alone. */
  readonly alsoYours: Counts;
  /** Open issues told to the receiver before. */
  readonly toldBefore: Counts;
  /** Issues that a route of the receiver would hold for, and that somebody accepted. */
  readonly accepted: Counts;
  readonly below: Counts;
}

/** An image's scanning failed, is not possible, or was lost: this does not mean clean. */
export interface ScanNewsAlert extends ToReceiver {
  readonly kind: 'scan-news';
  readonly status: string;
  readonly description: string | null;
  /** The platforms concerned, as far as they are known. */
  readonly platforms: readonly string[];
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

/** A repository is set up otherwise than before: nothing scans it any more. */
export interface PostureNewsAlert extends ToReceiver {
  readonly kind: 'posture-news';
  /** ECR's word, such as MANUAL: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html */
  readonly frequency: string;
  /** What it was before; null where nobody said. */
  readonly previous: string | null;
  /** The live images that this concerns, by tag. */
  readonly lastComplete: LastComplete | null;
}

/** What Security Hub has to know: the issues that its routes started to hold for, and every change of those since. */
export interface FindingsAlert extends ToReceiver {
  readonly kind: 'findings';
  /** Indexes of the issues to import: active while they are open, archived once they are not. In no order. */
  readonly issues: readonly number[];
  /** Whether to archive them all: Inspector itself tells Security Hub of them now. */
  readonly handedOver: boolean;
}

/** What is still open, some time after the receiver last heard of it. */
export interface ReminderAlert extends ToReceiver {
  readonly kind: 'reminder';
  /** Indexes of the issues told before and still open, worst first. */
  readonly issues: readonly number[];
  /** When the receiver was last told. */
  readonly toldAt: Instant;
}

/** First counts of several lineages within an hour of one another, in one message. */
export interface RoundUpAlert extends ToReceiver {
  readonly kind: 'round-up';
  /** Worst first. */
  readonly gathered: readonly GatheredSummary[];
  /** Images that were found not scanned. */
  readonly unscanned: readonly GatheredNews[];
}

/** Scan news that waited for others. */
export interface GatheredNews {
  readonly recordKey: string;
  readonly lineage: string;
  readonly image: Image;
  readonly status: string;
  readonly description: string | null;
}

/** A first count that waited for others. */
export interface GatheredSummary {
  readonly recordKey: string;
  readonly lineage: string;
  readonly image: Image;
  /** Open issues that a route of the receiver holds for. */
  readonly issues: Counts;
  readonly below: Counts;
}

/** Nothing that the receiver was told of is open any more: a thread about it is done. */
export interface DoneAlert extends ToReceiver {
  readonly kind: 'done';
}

/** What one receiver is told about one evaluation. */
export type Alert =
  | SummaryAlert
  | ChangesAlert
  | ScanNewsAlert
  | PostureNewsAlert
  | FindingsAlert
  | ReminderAlert
  | RoundUpAlert
  | DoneAlert;

/** What people are told. */
export type PeopleAlert = Exclude<Alert, FindingsAlert | DoneAlert>;
