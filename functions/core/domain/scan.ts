import type { Finding } from './finding.ts';
import type { Instant } from './image.ts';

export type Engine = 'basic' | 'enhanced';

/** Number of findings by the name of their severity. */
export type Counts = Readonly<Record<string, number>>;

/** One result for one image, every page of it. */
export interface Scan {
  readonly engine: Engine;
  /** ECR's word, such as COMPLETE or FAILED; may be one that this release does not know. */
  readonly status: string;
  readonly description: string | null;
  readonly completedAt: Instant | null;
  readonly findings: readonly Finding[];
}
