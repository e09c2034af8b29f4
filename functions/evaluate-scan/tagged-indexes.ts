import type { Images, Listed, Manifest } from '../core/ports/registry.ts';

interface Index {
  readonly manifest: Manifest;
  readonly lists: readonly Listed[];
}

/** What one call reads: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
const MOST_INDEXES = 100;

/** What the indexes among `manifests` list, as far as one call reads them; by default those of the repository with a tag. */
export const taggedIndexes = async (
  images: Images,
  repository: string,
  manifests?: readonly Manifest[],
): Promise<readonly Index[]> => {
  const all = manifests ?? (await images.tagged(repository));
  const indexes = all.filter(({ isIndex }) => isIndex).slice(0, MOST_INDEXES);
  if (indexes.length === 0) return [];
  const digests = indexes.map(({ digest }) => digest);
  const listed = await images.list(repository, digests);
  return indexes.map((manifest) => ({ manifest, lists: listed.get(manifest.digest) ?? [] }));
};
