import type { Policy } from '../../functions/core/domain/policy.ts';
import { fitsAny } from '../../functions/core/domain/route.ts';
import type { Manifest } from '../../functions/core/ports/registry.ts';

/** Tags that make no line, and the glob of the policy that says so. */
export interface Ignored {
  readonly glob: string;
  readonly tags: readonly string[];
}

/** The tags that the policy ignores, each by the first glob that it fits. */
export const ignoredTags = ({ ignore }: Policy, images: readonly Manifest[]): readonly Ignored[] => {
  const tags = images.flatMap((image) => image.tags);
  const globOf = (tag: string): string | undefined => ignore.find((pattern) => fitsAny([pattern], tag))?.glob;
  return ignore.flatMap(({ glob }) => {
    const its = tags.filter((tag) => globOf(tag) === glob);
    return its.length === 0 ? [] : [{ glob, tags: its }];
  });
};
