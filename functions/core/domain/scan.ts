import type { Finding } from './finding.ts';
import type { Instant } from './image.ts';

export type Engine = 'basic' | 'enhanced';

/** Number of findings by the name of their severity. */
export type Counts = Readonly<Record<string, number>>;

/** Whether it can be told by the answer what scanned: one that lists and counts nothing is of either engine. */
export const saysEngine = ({ counted, findings }: Pick<Scan, 'counted' | 'findings'>): boolean =>
  counted || findings.length > 0;

/** One result for one image, every page of it. */
export interface Scan {
  readonly engine: Engine;
  /** ECR's word, such as COMPLETE or FAILED; may be one that this release does not know. */
  readonly status: string;
  readonly description: string | null;
  readonly completedAt: Instant | null;
  /** Whether the answer counts findings by severity, be it none. */
  readonly counted: boolean;
  /** How many containers run the image, as Inspector last saw; null where the scanner does not say (basic never does). */
  readonly inUse: number | null;
  readonly findings: readonly Finding[];
}
