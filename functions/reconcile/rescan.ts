import type { LineageItem } from '../core/ports/lineages.ts';
import type { Images, Manifest, Repositories } from '../core/ports/registry.ts';

/** What one call reads: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
const MOST_INDEXES = 100;

interface World {
  readonly images: Pick<Images, 'list'>;
  readonly repositories: Pick<Repositories, 'startScan'>;
}

/** A repository as it is known, and as the registry has it. */
export interface Known {
  readonly repository: string;
  readonly items: readonly LineageItem[];
  readonly tagged: readonly Manifest[];
}

export interface Rescans {
  /** The images that a scan of was started. */
  readonly images: ReadonlySet<string>;
  /** How many were started: one for each part. */
  readonly started: number;
  /** Why no more are; null where they may be. */
  readonly denied: string | null;
}

export const NO_RESCANS: Rescans = { images: new Set(), started: 0, denied: null };

/** Starts a scan of each part of the images; those that were scanned within a day, or are gone, stay as they are. */
export const rescan = async (world: World, known: Known, digests: readonly string[]): Promise<Rescans> => {
  const parts = await partsOf(world, known, digests);
  const images = new Set<string>();
  const started = new Map<string, boolean>();
  const rescans = (denied: string | null): Rescans => ({
    images,
    started: started.values().filter(Boolean).toArray().length,
    denied,
  });
  for (const { image, digest } of parts) {
    if (!started.has(digest)) {
      const answer = await world.repositories.startScan({ repository: known.repository, digest });
      if (answer.kind === 'denied') return rescans(answer.reason);
      started.set(digest, answer.kind === 'started');
    }
    if (started.get(digest)) images.add(image);
  }
  return rescans(null);
};

interface PartOf {
  readonly image: string;
  readonly digest: string;
}

/** What is scanned of each image: ECR scans no index. */
const partsOf = async (world: World, known: Known, digests: readonly string[]): Promise<readonly PartOf[]> => {
  const { repository, items, tagged } = known;
  const lists = new Map(items.flatMap((item) => item.known.map(({ digest, lists }) => [digest, lists] as const)));
  const heads = items.flatMap((item) => item.heads);
  const isIndex = (digest: string) => tagged.some((each) => each.digest === digest && each.isIndex);
  const unread = digests.filter((digest) => (lists.get(digest) ?? []).length === 0 && isIndex(digest));
  for (let done = 0; done < unread.length; done += MOST_INDEXES) {
    const read = await world.images.list(repository, unread.slice(done, done + MOST_INDEXES));
    for (const [digest, listed] of read) lists.set(digest, listed);
  }
  return digests.flatMap((image): readonly PartOf[] => {
    const listed = lists.get(image) ?? [];
    if (listed.length > 0 || isIndex(image))
      return listed.filter((each) => each.isImage).map(({ digest }) => ({ image, digest }));
    const own = heads.filter((head) => head.image === image).map(({ digest }) => ({ image, digest }));
    return own.length > 0 ? own : [{ image, digest: image }];
  });
};
