import type { Head } from './lineage.ts';

/** How the live images of a lineage changed, part by part. */
export interface Succession {
  /** The digests that are live now. */
  readonly live: ReadonlySet<string>;
  /** What took the place of a digest that left, where it is one, and took no other's. */
  readonly successors: ReadonlyMap<string, string>;
  /** Digests that left, and their lines have no image any more. */
  readonly vanished: ReadonlySet<string>;
  /** By live digest: those whose places it has now; its own, if it was live before. */
  readonly predecessors: ReadonlyMap<string, ReadonlySet<string>>;
}

export const successionOf = (before: readonly Head[], after: readonly Head[]): Succession => {
  const live = digestsOf(after);
  const wasLive = digestsOf(before);
  const left = before.filter(({ digest }) => !live.has(digest));
  const leading = (heads: readonly Head[]) => heads.filter(({ leads }) => leads);
  const lines = new Set(after.map(({ line }) => line));
  const placesOf = (heads: readonly Head[], digest: string) => heads.filter((head) => head.digest === digest);
  const inPlacesOf = (heads: readonly Head[], places: readonly Head[]) =>
    digestsOf(heads.filter((head) => places.some((place) => isSamePlace(head, place))));
  const successors = [...digestsOf(leading(left))].flatMap((digest): readonly (readonly [string, string])[] => {
    const [successor, ...others] = inPlacesOf(leading(after), placesOf(before, digest));
    return successor === undefined || others.length > 0 || wasLive.has(successor) ? [] : [[digest, successor]];
  });
  const isTakenOnce = (digest: string) => successors.filter(([, successor]) => successor === digest).length === 1;
  return {
    live,
    successors: new Map(successors.filter(([, successor]) => isTakenOnce(successor))),
    vanished: digestsOf(left.filter(({ digest }) => placesOf(before, digest).every(({ line }) => !lines.has(line)))),
    predecessors: new Map(
      [...live].map((digest) => {
        const places = inPlacesOf(before, placesOf(after, digest));
        return [digest, wasLive.has(digest) ? places.union(new Set([digest])) : places];
      }),
    ),
  };
};

const digestsOf = (heads: readonly Head[]): ReadonlySet<string> => new Set(heads.map(({ digest }) => digest));

const isSamePlace = (a: Head, b: Head): boolean => a.line === b.line && a.platform === b.platform;
