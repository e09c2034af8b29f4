import type { Cvss } from '../../domain/finding.ts';
import type { Instant } from '../../domain/image.ts';
import type { Counts, Engine } from '../../domain/scan.ts';
import type { OpenedCause } from '../../domain/transition.ts';
import type { Attributes } from './attributes.ts';

/**
 * An alert for machines: JSON, the same for every protocol but e-mail and SMS.
 *
 * Keys may be added within a version: a reader ignores those it does not know. Whatever else changes is a new version.
 */
export type MachineAlert = MachineSummary | MachineChanges | MachineScanNews | MachineDrill;

interface About extends Attributes {
  readonly version: 1;
  /** When it was decided. */
  readonly at: Instant;
  readonly account: string;
  readonly region: string;
  /** At most 20. */
  readonly tags: readonly string[];
  readonly digest: string;
  /** Such as `linux/amd64`; null where nothing says it. */
  readonly platform: string | null;
  readonly pushedAt: Instant;
  /** Null where there is no scan. */
  readonly engine: Engine | null;
  /** The image's page in the console. */
  readonly console: string | null;
  /** The routes of the policy, counted from 1, that this is told for; at most 10. */
  readonly because: readonly { readonly route: number; readonly rule: string }[];
  /** The hash of the policy that decided. */
  readonly policy: string;
  /** The key of the record that tells it all. */
  readonly record: string;
}

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

/** What opened or escalated. */
export interface MachineChanges extends About, Issues {
  readonly kind: 'changes';
  /** Open issues by the scanner's severity; `alsoYours` started to concern the receiver by a change of policy or tags alone. */
  readonly counts: {
    readonly told: Counts;
    readonly alsoYours: Counts;
    readonly toldBefore: Counts;
    readonly below: Counts;
  };
}

/** An image is not scanned. This does not mean clean. */
export interface MachineScanNews extends About {
  readonly kind: 'scan-news';
  /** ECR's word, such as FAILED. */
  readonly status: string;
  readonly description: string | null;
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
  /** The scanner's name for it; UNDEFINED or UNTRIAGED where nobody rated it. */
  readonly severity: string;
  readonly cvss: Cvss | null;
  /** Null where the scanner does not say: basic scanning never does. */
  readonly fixedIn: string | null;
  /** The address of a web page. */
  readonly advisory: string | null;
  /** Null where nothing happened to it but that the receiver was not told before. */
  readonly transition: 'opened' | 'escalated' | null;
  /** Why it opened; null where it did not. */
  readonly cause: OpenedCause | null;
  /** The severity it escalated from. */
  readonly escalatedFrom: string | null;
}
