import { type Mistake, ofKey } from './problem.ts';
import { receiverRules } from './receiver-rules.ts';
import { routeRules } from './route-rules.ts';
import { REPOSITORY_NAME } from './shape.ts';
import { at, keysOf } from './unchecked.ts';

/** What is wrong between values, and with names; `policy` may be wrong anywhere else. */
export const rules = (policy: unknown): Mistake[] => [
  ...receiverRules(policy),
  ...routeRules(policy),
  ...repositoryNames(policy),
];

const REPOSITORY_NAMES = 'ECR takes 2 to 256 lower case letters and digits, joined by . _ - /, such as payments/api';

const repositoryNames = (policy: unknown): Mistake[] =>
  keysOf(at(policy, ['repositories']))
    .filter((name) => !REPOSITORY_NAME.test(name))
    .map((name) => ofKey(['repositories', name], `"${name}" is no name of a repository: ${REPOSITORY_NAMES}`));
