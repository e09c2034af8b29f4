import type { TagMove } from '../../functions/core/domain/tag-move.ts';
import type { TagHistory } from '../../functions/core/ports/tag-history.ts';

/** The history of tags in memory, by repository and tag. */
export const fakeTagHistory = (): TagHistory & { readonly kept: Map<string, readonly TagMove[]> } => {
  const kept = new Map<string, readonly TagMove[]>();
  const keyOf = (repository: string, tag: string): string => `${repository}:${tag}`;
  return {
    kept,
    async keep(repository, tag, move) {
      const moves = kept.get(keyOf(repository, tag)) ?? [];
      if (moves.some(({ digest, at }) => digest === move.digest && at === move.at)) return;
      kept.set(
        keyOf(repository, tag),
        [...moves, move].sort((a, b) => (a.at < b.at ? -1 : 1)),
      );
    },
    moves: async (repository, tag, from, to) =>
      (kept.get(keyOf(repository, tag)) ?? []).filter(
        ({ at }) => at.slice(0, 7) >= from.slice(0, 7) && at.slice(0, 7) <= to.slice(0, 7),
      ),
  };
};
