import { QUIET_MS } from '../../functions/core/domain/quiet.ts';
import type { Marker, Markers } from '../../functions/core/ports/markers.ts';
import type { ImageName } from '../../functions/core/ports/registry.ts';

const OVERDUE_MS = 15 * 60 * 1000;

interface FakeMarkers extends Markers {
  readonly kept: Map<string, Marker & { readonly dueAt: string }>;
  /** How often something was marked. */
  readonly writes: () => number;
}

/** Markers in memory. */
export const fakeMarkers = (): FakeMarkers => {
  const kept: FakeMarkers['kept'] = new Map();
  const keyOf = ({ repository, digest }: ImageName): string => `${repository}@${digest}`;
  let writes = 0;
  return {
    kept,
    writes: () => writes,
    async mark(image, epss, now) {
      writes += 1;
      const before = kept.get(keyOf(image));
      kept.set(keyOf(image), {
        ...image,
        version: (before?.version ?? Date.parse(now)) + 1,
        firstAt: before?.firstAt ?? now,
        lastAt: now,
        epss: { ...before?.epss, ...epss },
        dueAt: before?.dueAt ?? new Date(Date.parse(now) + OVERDUE_MS).toISOString(),
      });
      return before === undefined ? 'first' : 'again';
    },
    async read(name) {
      const { dueAt: _, ...marker } = kept.get(keyOf(name)) ?? { dueAt: null };
      return 'version' in marker ? marker : null;
    },
    async clear(name, version) {
      const marker = kept.get(keyOf(name));
      if (marker !== undefined && marker.version !== version) return 'marked-again';
      kept.delete(keyOf(name));
      return 'cleared';
    },
    due: async (now, limit) =>
      [...kept.values()]
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .map(({ repository, digest }) => ({ repository, digest }))
        .slice(0, limit),
    async renew(name, now) {
      const marker = kept.get(keyOf(name));
      const dueAt = new Date(Date.parse(now) + QUIET_MS).toISOString();
      if (marker !== undefined) kept.set(keyOf(name), { ...marker, firstAt: now, dueAt });
    },
    async postpone(name, dueAt) {
      const marker = kept.get(keyOf(name));
      if (marker !== undefined) kept.set(keyOf(name), { ...marker, dueAt });
    },
  };
};
