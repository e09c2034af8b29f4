import type { LineageItem, Lineages } from '../../functions/core/ports/lineages.ts';

/** Lineage items in memory. */
export const fakeLineages = (
  ...kept: readonly LineageItem[]
): Lineages & { readonly items: Map<string, LineageItem> } => {
  const items = new Map(kept.map((item) => [item.lineage, item]));
  return {
    items,
    read: async (lineage) => items.get(lineage) ?? null,
    async commit(item) {
      if (item.version !== (items.get(item.lineage)?.version ?? 0) + 1) return 'conflict';
      items.set(item.lineage, structuredClone(item));
      return 'committed';
    },
    async settle(lineage, version, dueAt) {
      const item = items.get(lineage);
      if (item?.version !== version) return 'conflict';
      items.set(lineage, { ...item, pending: [], dueAt });
      return 'settled';
    },
    due: async (now, limit) =>
      [...items.values()]
        .flatMap(({ lineage, dueAt }) => (dueAt !== null && dueAt <= now ? [{ lineage, dueAt }] : []))
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, limit)
        .map(({ lineage }) => lineage),
  };
};
