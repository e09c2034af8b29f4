import type { Registry } from '../core/domain/image.ts';
import type { Policy } from '../core/domain/policy.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Lineages } from '../core/ports/lineages.ts';
import type { Nudges } from '../core/ports/nudges.ts';
import type { Images, Repositories, RepositoryScanning } from '../core/ports/registry.ts';
import type { Sweeps } from '../core/ports/sweeps.ts';

export interface World {
  readonly policy: Policy;
  readonly repositories: Repositories;
  readonly images: Pick<Images, 'list' | 'tagged'>;
  readonly lineages: Pick<Lineages, 'read' | 'due'>;
  readonly sweeps: Sweeps;
  readonly nudges: Nudges;
  readonly journal: Journal;
  readonly now: () => Date;
  /** Of this run. */
  readonly timeLeftMs: () => number;
}

/** A repository to look at. */
export interface Place {
  readonly repository: string;
  readonly registry: Registry;
  /** False where there are only lineages of it. */
  readonly exists: boolean;
}

/** How it is scanned: null where nobody says. */
export interface ScannedPlace extends Place {
  readonly scanning: RepositoryScanning | null;
}

/** How the registry is scanned. */
export interface RegistryScanning {
  /** By ECR's word; null where we may not know. */
  readonly type: string | null;
  /** Whether we have live images scanned anew. */
  readonly rescans: boolean;
}
