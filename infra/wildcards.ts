/**
 * What matches every repository that one of `globs` matches, for EventBridge and IAM, where `*` crosses `/`.
 * It may match more: the function decides.
 */
export const wildcards = (globs: readonly string[]): string[] => [
  ...new Set(globs.flatMap((glob) => expand(glob.split('/'))).map((parts) => parts.join('/'))),
];

// `**` before other parts may stand for no part at all: `**/api` is `api` too.
const expand = ([part, ...rest]: readonly string[]): string[][] => {
  if (part === undefined) return [[]];
  const tails = expand(rest);
  if (part !== '**') return tails.map((tail) => [part, ...tail]);
  // EventBridge refuses `**`.
  const some = tails.map((tail) => ['*', ...tail]);
  return rest.length > 0 ? [...tails, ...some] : some;
};
