import { factRules } from './fact-rules.ts';
import { lineageRules } from './lineage-rules.ts';
import type { Mistake } from './problem.ts';
import { receiverRules } from './receiver-rules.ts';
import { registryRules } from './registry-rules.ts';
import { repositoryNames } from './repository-names.ts';
import { repositoryRules } from './repository-rules.ts';
import { routeRules } from './route-rules.ts';

/** What is wrong between values, and with names; `policy` may be wrong anywhere else. */
export const rules = (policy: unknown): Mistake[] => [
  ...receiverRules(policy),
  ...routeRules(policy),
  ...lineageRules(policy),
  ...registryRules(policy),
  ...factRules(policy),
  ...repositoryNames(policy, 'repositories'),
  ...repositoryRules(policy),
];
