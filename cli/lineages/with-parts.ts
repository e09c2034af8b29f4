import type { Images, Listed } from '../../functions/core/ports/registry.ts';
import type { Lineage, LineImage } from './lines.ts';

/** An image, and what indexes say of it. */
export interface PlacedImage extends LineImage {
  /** Of its parts, as far as they are known. */
  readonly platforms: readonly string[];
  /** The digest of an index that lists it, among those that are shown; null where none does. */
  readonly partOf: string | null;
}

/** What one call reads: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
const MOST_INDEXES = 100;

/** The lineages with the platforms of each image that is shown. */
export const withParts = async (
  images: Pick<Images, 'list'>,
  repository: string,
  lineages: readonly Lineage[],
): Promise<readonly Lineage<PlacedImage>[]> => {
  const shown = lineages.flatMap(({ lines }) => lines.flatMap((line) => line.shown));
  const indexes = [...new Set(shown.flatMap(({ digest, isIndex }) => (isIndex ? [digest] : [])))];
  const lists = new Map<string, readonly Listed[]>();
  for (let from = 0; from < indexes.length; from += MOST_INDEXES)
    for (const [digest, listed] of await images.list(repository, indexes.slice(from, from + MOST_INDEXES)))
      lists.set(digest, listed);

  const place = (image: LineImage): PlacedImage => {
    const listed = (lists.get(image.digest) ?? []).flatMap((each) => (each.isImage ? (each.platform ?? []) : []));
    const live = image.live.flatMap(({ platform }) => platform ?? []);
    const index = [...lists].find(([, its]) => its.some(({ digest }) => digest === image.digest));
    return { ...image, platforms: [...new Set([...listed, ...live])], partOf: index?.[0] ?? null };
  };
  return lineages.map((each) => ({
    ...each,
    lines: each.lines.map((line) => ({ ...line, shown: line.shown.map(place) })),
  }));
};
