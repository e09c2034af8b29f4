import type { Image } from './image.ts';
import type { Head } from './lineage.ts';

/** The image of a head as the heads know it: of its parts, those that are or were heads. */
export const imageOfHead = (
  repository: string,
  { image: digest, tags, pushedAt }: Head,
  heads: readonly Head[],
): Image => {
  const own = heads.filter(({ image }) => image === digest);
  const parts = new Map(own.map((head) => [head.digest, { digest: head.digest, platform: head.platform }]));
  return { repository, digest, tags, pushedAt, parts: [...parts.values()] };
};
