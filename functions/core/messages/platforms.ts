import type { Image } from '../domain/image.ts';
import type { Issue } from '../domain/ledger.ts';
import type { Markup } from './markup.ts';

const MOST_PLATFORMS = 8;

/** The platforms of an image's parts, as far as they are known. */
export const platformsOf = ({ parts }: Pick<Image, 'parts'>): readonly string[] => [
  ...new Set(parts.flatMap(({ platform }) => platform ?? [])),
];

/** Those in which the issue was found. */
export const platformsIn = ({ occurrences }: Pick<Issue, 'occurrences'>, { parts }: Image): readonly string[] => {
  const digests = new Set(occurrences.map(({ digest }) => digest));
  return platformsOf({ parts: parts.filter(({ digest }) => digests.has(digest)) });
};

/** The platform of an image that is one manifest; null where nothing says it. */
export const onlyPlatform = ({ parts: [part, ...others] }: Pick<Image, 'parts'>): string | null =>
  others.length === 0 ? (part?.platform ?? null) : null;

/** Such as `linux/amd64, linux/arm64`; empty where there are none. */
export const platformsText = (platforms: readonly string[], markup: Markup): string => {
  const named = platforms.slice(0, MOST_PLATFORMS).map((platform) => markup.text(platform, 40));
  const others = platforms.length > MOST_PLATFORMS ? [`${platforms.length - MOST_PLATFORMS} more`] : [];
  return [...named, ...others].join(', ');
};
