import type { Alert } from './alert.ts';
import type { Image, Instant, Part, Registry } from './image.ts';
import type { Ledger } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Origin } from './origin.ts';
import type { Counts, Scan } from './scan.ts';
import type { Transition } from './transition.ts';

/** A scan without its findings, which are the ledger's. */
export type PartScan = Part & Omit<Scan, 'findings' | 'counted' | 'inUse'> & { readonly counts: Counts };

/** What is kept of one evaluation: enough to tell it, to explain it, and to compare the next scan with. */
export interface EvaluationRecord {
  readonly format: 1;
  /** The key of the record before it in this lineage; null for the first. */
  readonly previous: string | null;
  /** The version of the lineage item that this evaluation commits. */
  readonly version: number;
  readonly lineage: string;
  readonly registry: Registry;
  readonly at: Instant;
  readonly policyHash: string;
  /** The id of the event that led here. */
  readonly trigger: string;
  readonly image: Image;
  /** Where the image comes from; null where it does not say. */
  readonly origin: Origin | null;
  /** What ECR answered for each part it has a scan of. */
  readonly scans: readonly PartScan[];
  readonly transitions: readonly Transition[];
  readonly alerts: readonly Alert[];
  /** The heads after: the images that the open issues rest on. */
  readonly heads: readonly Head[];
  readonly ledger: Ledger;
  /** Made up to see whether alerts arrive: it says so, is tried once, and is no dead letter. */
  readonly drill?: true;
}
