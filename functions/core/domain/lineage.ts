import { compareText } from './compare-text.ts';
import type { Image, Instant } from './image.ts';

/** The line of images that never had a tag. */
const UNTAGGED = 'untagged';

/** The image that a line rests on, on one platform: the one pushed last of those with a complete scan. */
export interface Head {
  readonly line: string;
  readonly platform: string | null;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Instant;
  readonly scannedAt: Instant;
}

/** The images that share one ledger: those of the repository. */
export const lineageOf = (repository: string): string => repository;

/** The shape of a tag: `v1.4.2` is of `v*.*.*`, a commit hash of `*`, `prod` of `prod`. */
const shapeOf = (tag: string): string => tag.replace(/[0-9a-f]{7,}/gi, '*').replace(/[0-9]+/g, '*');

/**
 * The lines an image is in, one for each shape of its tags.
 *
 * @param ignored - whether a tag makes no line
 * @returns none where every tag is ignored
 */
export const linesOf = (tags: readonly string[], ignored: (tag: string) => boolean): readonly string[] =>
  tags.length === 0 ? [UNTAGGED] : [...new Set(tags.filter((tag) => !ignored(tag)).map(shapeOf))];

type Placed = Pick<Image, 'digest' | 'pushedAt'>;

/** Whether `image` comes after `head` in its line, or is that head. */
const succeeds = (image: Placed, head: Placed): boolean =>
  image.digest === head.digest ||
  image.pushedAt > head.pushedAt ||
  (image.pushedAt === head.pushedAt && image.digest > head.digest);

const headOf = (heads: readonly Head[], line: string, platform: string | null): Head | undefined =>
  heads.find((head) => head.line === line && head.platform === platform);

/** Those of `lines` in which no newer image than `image` is head. */
export const linesLedBy = (image: Image, lines: readonly string[], heads: readonly Head[]): readonly string[] =>
  lines.filter((line) => {
    const head = headOf(heads, line, image.platform);
    return head === undefined || succeeds(image, head);
  });

/** The heads after a complete scan of `image`, which leads `lines`. */
export const withHead = (
  heads: readonly Head[],
  image: Image,
  lines: readonly string[],
  scannedAt: Instant,
): readonly Head[] => {
  const { platform, digest, tags, pushedAt } = image;
  const others = heads.filter((head) => head.platform !== platform || !lines.includes(head.line));
  return [...others, ...lines.map((line) => ({ line, platform, digest, tags, pushedAt, scannedAt }))].sort((a, b) =>
    compareText(`${a.line}\n${a.platform ?? ''}`, `${b.line}\n${b.platform ?? ''}`),
  );
};
