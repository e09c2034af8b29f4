import { withoutDoubleStars } from '../functions/policy/globs.ts';

/**
 * What matches every repository that one of `globs` matches, for EventBridge, which refuses `**`, and IAM.
 * It may match more: the function decides.
 */
export const wildcards = (globs: readonly string[]): string[] => [...new Set(globs.flatMap(withoutDoubleStars))];
