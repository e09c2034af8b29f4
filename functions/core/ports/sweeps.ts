import type { Sweep } from '../domain/sweep.ts';

/** Where it is kept how far the sweep is. An unknown format throws: it is never taken for none. */
export interface Sweeps {
  /** A consistent read; null where none ever began. */
  read(): Promise<Sweep | null>;
  /** Keeps `sweep` if its version is one more than what is kept (1: if nothing is). Conflict: somebody else goes on with it. */
  save(sweep: Sweep): Promise<'saved' | 'conflict'>;
}
