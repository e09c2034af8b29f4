import type { Cvss } from '../../domain/finding.ts';
import type { Instant } from '../../domain/image.ts';
import type { Counts } from '../../domain/scan.ts';
import type { OpenedCause, ResolvedCause, UnobservedCause } from '../../domain/transition.ts';
import type { About } from './machine-about.ts';

/**
 * An alert for machines: JSON, the same for every protocol but e-mail and SMS.
 *
 * Keys, kinds, transitions and causes may be added within a version: a reader ignores those it does not know. Whatever
 * else changes is a new version.
 */
export type MachineAlert =
  | MachineSummary
  | MachineRoundUp
  | MachineChanges
  | MachineReminder
  | MachineScanNews
  | MachineDrill;

interface Issues {
  /** Worst first; as many as a message of SNS holds. */
  readonly issues: readonly MachineIssue[];
  /** How many more are told than `issues` lists. */
  readonly notListed: number;
}

/** A first look at a repository, or what only a change of policy or tags made the receiver's concern. */
export interface MachineSummary extends About, Issues {
  readonly kind: 'summary';
  /** True for the first complete scan of the repository. */
  readonly first: boolean;
  /** Open issues by the scanner's severity: those told here, and those below the receiver's threshold. */
  readonly counts: { readonly told: Counts; readonly below: Counts };
}

/** First counts of several images, in one message. What it says of one image besides, it says of the worst. */
export interface MachineRoundUp extends About {
  readonly kind: 'round-up';
  /** Of all, by the scanner's severity: open issues told here, and those below the receiver's threshold. */
  readonly counts: { readonly told: Counts; readonly below: Counts };
  /** Worst first; as many as a message of SNS holds. */
  readonly firstCounts: readonly MachineFirstCount[];
  /** How many more are told than `firstCounts` lists. */
  readonly notListed: number;
}

export interface MachineFirstCount {
  readonly repository: string;
  /** At most 20. */
  readonly tags: readonly string[];
  readonly digest: string;
  /** As of the whole. */
  readonly counts: { readonly told: Counts; readonly below: Counts };
  /** The image's page in the console. */
  readonly console: string | null;
  /** The key of the record that tells its issues. */
  readonly record: string;
}

/** What opened or escalated: `issues`. What was told before and is open no more: the other lists, which may be shortened too. */
export interface MachineChanges extends About, Issues {
  readonly kind: 'changes';
  /** Worst first: where the receiver asked for it. */
  readonly resolved: readonly MachineIssue[];
  /** Worst first: their images are gone and nothing took their place. This does not mean fixed. */
  readonly unobserved: readonly MachineIssue[];
  /**
   * By the scanner's severity: those told, all that were resolved and that are no longer watched, and open ones besides.
   * `returned` are open again within a week; `alsoYours` started to concern the receiver by a change of policy or tags alone.
   */
  readonly counts: {
    readonly told: Counts;
    readonly resolved: Counts;
    readonly unobserved: Counts;
    readonly returned: Counts;
    readonly alsoYours: Counts;
    readonly toldBefore: Counts;
    readonly below: Counts;
  };
}

/** What was told before and is still open. */
export interface MachineReminder extends About, Issues {
  readonly kind: 'reminder';
  /** When the receiver was last told. */
  readonly toldAt: Instant;
  /** By the scanner's severity. */
  readonly counts: { readonly told: Counts };
}

/** An image is not scanned. This does not mean clean. */
export interface MachineScanNews extends About {
  readonly kind: 'scan-news';
  /** ECR's word, such as FAILED. */
  readonly status: string;
  readonly description: string | null;
  /** The platforms concerned; empty where they are not known. At most 20. */
  readonly notScanned: readonly string[];
  /** What is known of the images before it; null where none was ever completely scanned. */
  readonly lastComplete: {
    readonly tags: readonly string[];
    readonly digest: string;
    readonly scannedAt: Instant;
    readonly open: Counts;
  } | null;
}

/** Only the way is real: there is no such image. */
interface MachineDrill extends About {
  readonly kind: 'drill';
}

export interface MachineIssue {
  readonly vulnerability: string;
  /** Null where the scanner named none. */
  readonly package: string | null;
  /** `os` for all that basic scanning finds. */
  readonly packageType: string;
  /** Those in the image; at most 10. */
  readonly versions: readonly string[];
  /** Those of the image that have it; at most 20. */
  readonly platforms: readonly string[];
  /** The scanner's name for it; UNDEFINED or UNTRIAGED where nobody rated it. */
  readonly severity: string;
  readonly cvss: Cvss | null;
  /** Null where the scanner does not say: basic scanning never does. */
  readonly fixedIn: string | null;
  /** The address of a web page. */
  readonly advisory: string | null;
  /** Null where nothing happened to it: the receiver was not told before, or is reminded. */
  readonly transition: 'opened' | 'escalated' | 'resolved' | 'unobserved' | null;
  /** Why it opened, or was resolved, or is no longer watched; null where it did none of these. */
  readonly cause: OpenedCause | ResolvedCause | UnobservedCause | null;
  /** The severity it escalated from. */
  readonly escalatedFrom: string | null;
}
