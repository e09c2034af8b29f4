import { globFault } from './globs.ts';
import type { Path } from './source.ts';
import { at } from './unchecked.ts';

/** A glob in its place. */
export interface WrittenGlob {
  readonly path: Path;
  readonly glob: string;
}

/** The globs at `path`, one or a list; without those that are a fault by themselves. */
export const soundGlobs = (kind: 'repository' | 'tag', policy: unknown, path: Path): WrittenGlob[] => {
  const value = at(policy, path);
  const written = Array.isArray(value)
    ? value.map((each: unknown, index) => ({ path: [...path, index], value: each }))
    : [{ path, value }];
  return written.flatMap(({ path, value }) =>
    typeof value === 'string' && globFault(kind, value) === null ? [{ path, glob: value }] : [],
  );
};
