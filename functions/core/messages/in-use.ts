import type { Told } from './telling.ts';

/** How many containers run the image, as its heads know it; null where no scan says. */
export const containersOf = ({ record: { heads }, image }: Pick<Told, 'record' | 'image'>): number | null => {
  // A part can be the head of several lines.
  const byPart = new Map(heads.filter((head) => head.image === image.digest).map((head) => [head.digest, head.inUse]));
  const known = [...byPart.values()].filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
};

/** Such as `runs in 3 containers`. */
export const inUseText = (containers: number): string => {
  if (containers === 0) return 'runs in no container';
  return `runs in ${containers} ${containers === 1 ? 'container' : 'containers'}`;
};
