import type { Image } from '../domain/image.ts';
import type { Markup } from './markup.ts';

/** Fewer characters would not tell one image from another. */
export const SHORTEST_NAME = 30;

const VERSION = /^v?\d+(\.\d+)+/;

/** `sha256:` and eight digits: enough to find an image by. */
export const shortDigest = (digest: string, markup: Markup): string => markup.name(digest.slice(0, 15), 15);

/** The tag to call an image by, the same whatever their order: the longest that is a version, else the first in the alphabet. */
const tagOf = (tags: readonly string[]): string | undefined => {
  const sorted = tags.toSorted();
  const versions = sorted.filter((tag) => VERSION.test(tag)).sort((a, b) => b.length - a.length);
  return versions[0] ?? sorted[0];
};

/** What people call an image within its repository: its tag, or its digest where it has none. */
export const tagName = ({ tags, digest }: Pick<Image, 'tags' | 'digest'>, max: number, markup: Markup): string => {
  const tag = tagOf(tags);
  return tag === undefined ? shortDigest(digest, markup) : markup.name(tag, max);
};

/**
 * Such as `payments/api:v1.4.2`, `payments/api:v1.4.2 (+2 tags)` or `payments/api@sha256:ab12cd34`.
 *
 * @param max - characters as they are sent, at least `SHORTEST_NAME`
 */
export const imageName = (image: Image, max: number, markup: Markup): string => {
  const others = image.tags.length - 1;
  const suffix = others > 0 ? ` (+${others} ${others === 1 ? 'tag' : 'tags'})` : '';
  const tag = tagName(image, Math.floor((max - suffix.length) / 2), markup);
  const repository = markup.name(image.repository, max - suffix.length - tag.length - 1);
  return `${repository}${image.tags.length === 0 ? '@' : ':'}${tag}${suffix}`;
};
