import type { Part } from './image.ts';
import type { Head } from './lineage.ts';
import type { Engine } from './scan.ts';
import type { Succession } from './succession.ts';

/** Live images are scanned by another engine than they, or those before them, were. */
export interface EngineSwitch {
  readonly from: Engine;
  readonly to: Engine;
  /** Whether it is the first of the lineage. */
  readonly begins: boolean;
  /** The digests of the images whose place it is, as they were before. */
  readonly places: ReadonlySet<string>;
  /** The digests of the images that are there now. */
  readonly scanned: ReadonlySet<string>;
  /** The digests of other images that were live, and that it scanned before. */
  readonly already: ReadonlySet<string>;
}

export const engineSwitchOf = (
  headsBefore: readonly Head[],
  scanned: readonly (Part & { readonly engine: Engine })[],
  { predecessors }: Succession,
): EngineSwitch | null => {
  const engines = new Map(headsBefore.map(({ digest, engine }) => [digest, engine]));
  const switches = scanned.flatMap(({ digest, engine: to }) =>
    [...(predecessors.get(digest) ?? [])].flatMap((place) => {
      const from = engines.get(place);
      return from === undefined || from === to ? [] : [{ from, to, place, digest }];
    }),
  );
  const [first] = switches;
  if (first === undefined) return null;
  const { from, to } = first;
  const already = new Set(headsBefore.filter(({ engine }) => engine === to).map(({ digest }) => digest));
  return {
    from,
    to,
    begins: already.size === 0,
    already,
    places: new Set(switches.map(({ place }) => place)),
    scanned: new Set(switches.map(({ digest }) => digest)),
  };
};
