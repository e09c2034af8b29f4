import type { Thread, Threads } from '../../functions/core/ports/channel.ts';

/** Threads in memory. */
export const fakeThreads = (): Threads => {
  const all = new Map<string, Thread>();
  const keyOf = (...names: readonly string[]): string => JSON.stringify(names);
  return {
    find: async (receiver, lineage) => all.get(keyOf(receiver, lineage)) ?? null,
    begin: async (receiver, lineage, thread) => {
      all.set(keyOf(receiver, lineage), thread);
    },
    end: async (receiver, lineage) => {
      all.delete(keyOf(receiver, lineage));
    },
  };
};
