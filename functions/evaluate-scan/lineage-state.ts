import { type Before, NOTHING_BEFORE } from '../core/domain/evaluation.ts';
import type { Part, Registry } from '../core/domain/image.ts';
import { UNTAGGED } from '../core/domain/lineage.ts';
import type { KnownImage, LineageItem } from '../core/ports/lineages.ts';
import type { Records } from '../core/ports/records.ts';
import type { Listed } from '../core/ports/registry.ts';

/** So many images that were seen with a tag are known besides those of the heads. */
const MOST_KNOWN = 10;

/** The item of a lineage that nothing was committed of. */
export const newItem = (lineage: string, repository: string, registry: Registry): LineageItem => ({
  lineage,
  registry,
  repository,
  version: 0,
  recordKey: null,
  heads: [],
  known: [],
  pending: [],
  reminders: [],
  awaited: [],
  labels: [],
  scanning: null,
  dueAt: null,
});

/** The lineage as its item and its last record have it. */
export const beforeOf = async ({ version, recordKey, heads }: LineageItem, records: Records): Promise<Before> => {
  if (recordKey === null) return { ...NOTHING_BEFORE, version, heads };
  const { ledger, policyHash } = await records.get(recordKey);
  return { version, recordKey, policyHash, heads, ledger };
};

/** Whether an image is known to have had a tag. */
export const hadTags = ({ known, heads }: LineageItem, digest: string): boolean =>
  known.some((image) => image.digest === digest) ||
  heads.some(({ image, line }) => image === digest && line !== UNTAGGED);

/** The images known after one more was seen with a tag, the latest last. */
export const withKnown = (
  { known, heads }: Pick<LineageItem, 'known' | 'heads'>,
  seen: KnownImage | null,
): readonly KnownImage[] => {
  const others = known.filter(({ digest }) => digest !== seen?.digest);
  const all = seen === null || others.length < known.length ? known : [...known, seen];
  const latest = all.slice(-MOST_KNOWN);
  return all.filter((image) => latest.includes(image) || heads.some((head) => head.image === image.digest));
};

/** The images among what an index lists. */
export const partsIn = (lists: readonly Listed[]): readonly Part[] =>
  lists.flatMap((each) => (each.isImage ? [{ digest: each.digest, platform: each.platform }] : []));

/** The parts of the indexes that are known, by the digest of the index. */
export const partsOf = (known: readonly KnownImage[]): ReadonlyMap<string, readonly Part[]> =>
  new Map(known.flatMap(({ digest, lists }) => (lists.length === 0 ? [] : [[digest, partsIn(lists)]])));
