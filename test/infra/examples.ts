import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { readPolicy } from '../../functions/policy/read-policy.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** The policy files of the examples that set up something of the registry, by folder. */
export const EXAMPLE_FILES: readonly (readonly [name: string, file: PolicyFile])[] = globSync('*/tallyman.yaml', {
  cwd: EXAMPLES,
})
  .toSorted()
  .map((path) => [dirname(path), readPolicy(join(EXAMPLES, path), { placeholders: 'allowed' })] as const)
  .filter(
    ([, { repositories, creationTemplates }]) => Object.keys({ ...repositories, ...creationTemplates }).length > 0,
  );
