import type { Cvss } from '../../domain/finding.ts';
import type { Instant } from '../../domain/image.ts';
import type { Counts, Engine } from '../../domain/scan.ts';
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
  | MachinePostureNews
  | MachineDrill;

interface Issues {
  /** Worst first; as many as a message of SNS holds. */
  readonly issues: readonly MachineIssue[];
  /** How many more are told than `issues` lists. */
  readonly notListed: number;
}

/** A first look at a repository, or what only a change of policy, tags or engine made the receiver's concern. */
export interface MachineSummary extends About, Issues {
  readonly kind: 'summary';
  /** True for the first complete scan of the repository. */
  readonly first: boolean;
  /** Where another engine scans the image now: what was open is carried over, the rest is told here. */
  readonly switched: { readonly from: Engine; readonly to: Engine } | null;
  /**
   * By the scanner's severity: open issues told here; those told before that the other engine does not list, which does not
   * mean fixed; those accepted upstream, which a suppression rule of Inspector hides; and those below the receiver's threshold.
   */
  readonly counts: {
    readonly told: Counts;
    readonly unobserved: Counts;
    readonly accepted: Counts;
    readonly below: Counts;
  };
}

/** First counts of several images, and those that are not scanned, in one message. What it says of one image besides, it says of the worst. */
export interface MachineRoundUp extends About {
  readonly kind: 'round-up';
  /** Of all, by the scanner's severity: open issues told here, and those below the receiver's threshold. */
  readonly counts: { readonly told: Counts; readonly below: Counts };
  /** Worst first; as many as a message of SNS holds. */
  readonly firstCounts: readonly MachineFirstCount[];
  /** How many more are told than `firstCounts` lists. */
  readonly notListed: number;
  /** Images that are not scanned. This does not mean clean. As many as a message of SNS holds. */
  readonly unscanned: readonly MachineUnscanned[];
  /** How many more there are than `unscanned` lists. */
  readonly unscannedNotListed: number;
}

export interface MachineUnscanned {
  readonly repository: string;
  /** At most 20. */
  readonly tags: readonly string[];
  readonly digest: string;
  /** ECR's word, such as FAILED. */
  readonly status: string;
  readonly description: string | null;
  /** The image's page in the console. */
  readonly console: string | null;
  /** The key of the record that tells more. */
  readonly record: string;
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

/** What opened, escalated or became known as exploited: `issues`. What else became of those told before: the other lists, which may be shortened too. */
export interface MachineChanges extends About, Issues {
  readonly kind: 'changes';
  /** Worst first: those that a fix appeared for, where the receiver asked for it. */
  readonly fixable: readonly MachineIssue[];
  /** Worst first: where the receiver asked for it. */
  readonly resolved: readonly MachineIssue[];
  /** Worst first: their images are gone and nothing took their place. This does not mean fixed. */
  readonly unobserved: readonly MachineIssue[];
  /**
   * By the scanner's severity: those told, all that a fix appeared for, that were resolved and that are no longer watched, and
   * others besides. `returned` are open again within a week; `alsoYours` started to concern the receiver by a change of policy
   * or tags alone; a suppression rule of Inspector hides `accepted`.
   */
  readonly counts: {
    readonly told: Counts;
    readonly fixable: Counts;
    readonly resolved: Counts;
    readonly unobserved: Counts;
    readonly returned: Counts;
    readonly alsoYours: Counts;
    readonly toldBefore: Counts;
    readonly accepted: Counts;
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
  readonly lastComplete: MachineLastComplete | null;
}

/** Nothing scans the repository any more. This does not mean clean. */
export interface MachinePostureNews extends About {
  readonly kind: 'posture-news';
  /** ECR's word, such as MANUAL. */
  readonly frequency: string;
  /** What it was before; null where nobody said. */
  readonly previous: string | null;
  readonly lastComplete: MachineLastComplete | null;
}

export interface MachineLastComplete {
  readonly tags: readonly string[];
  readonly digest: string;
  readonly scannedAt: Instant;
  readonly open: Counts;
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
  /** Whether an exploit is known. Null here and below: the scanner does not say, basic scanning never does. */
  readonly exploited: boolean | null;
  /** The probability, 0 to 1, that it is exploited within 30 days: https://www.first.org/epss */
  readonly epss: number | null;
  readonly fixable: boolean | null;
  readonly fixedIn: string | null;
  /** Where it is in the image; at most 10. */
  readonly paths: readonly string[];
  /** The digest of the layer that has it. */
  readonly layer: string | null;
  /** The address of a web page. */
  readonly advisory: string | null;
  /** Null where nothing happened to it: the receiver was not told before, or is reminded. */
  readonly transition: 'opened' | 'exploited' | 'escalated' | 'fixable' | 'resolved' | 'unobserved' | null;
  /** Why it opened, or was resolved, or is no longer watched; null where it did none of these. */
  readonly cause: OpenedCause | ResolvedCause | UnobservedCause | null;
  /** The severity it escalated from. */
  readonly escalatedFrom: string | null;
}
