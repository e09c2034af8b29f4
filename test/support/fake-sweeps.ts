import type { Sweep } from '../../functions/core/domain/sweep.ts';
import type { Sweeps } from '../../functions/core/ports/sweeps.ts';

/** How far the sweep is, in memory. */
export const fakeSweeps = (): Sweeps & { readonly all: Sweep[] } => {
  const all: Sweep[] = [];
  return {
    all,
    read: async () => all.at(-1) ?? null,
    async save(sweep) {
      if (sweep.version !== all.length + 1) return 'conflict';
      all.push(sweep);
      return 'saved';
    },
  };
};
