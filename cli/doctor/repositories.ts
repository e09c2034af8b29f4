import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { withoutSlash } from '../../functions/policy/repository-rules.ts';
import { repositoriesOf } from '../deployed/repositories.ts';
import type { Check } from './check.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';

const ABOUT = 'repositories';
/** Names in one line. */
const MOST_NAMED = 10;

/** Which repositories the policy file names and which it does not: one that is taken out of it stays, and nobody manages it any more. */
export const repositoriesCheck: Check = {
  about: ABOUT,
  actions: ['ecr:DescribeRepositories'],
  look: async ({ ecr, policyFile, path }) => {
    const { repositories, creationTemplates } = policyFile;
    if (Object.keys({ ...repositories, ...creationTemplates }).length === 0) return [];
    const there = (await repositoriesOf(ecr)).flatMap(({ repositoryName: name }) => name ?? []);
    const missing = Object.keys(repositories).filter((name) => !there.includes(name));
    return [...(missing.length > 0 ? [notThere(missing, path)] : []), managed(there, policyFile, path)];
  },
};

const notThere = (names: readonly string[], path: string): Diagnosis =>
  wrong(ABOUT, `${path} has ${listed(names)}, and the registry has not`, 'npx cdk deploy --all');

const managed = (
  there: readonly string[],
  { repositories, creationTemplates }: PolicyFile,
  path: string,
): Diagnosis => {
  const prefixes = Object.keys(creationTemplates);
  const nobodys = there.filter(
    (name) => !Object.hasOwn(repositories, name) && !prefixes.some((prefix) => isUnder(prefix, name)),
  );
  if (nobodys.length === 0) return ok(ABOUT, `all ${there.length} are of ${path}`);
  const says = `${nobodys.length} of ${there.length} are not of ${path}: ${listed(nobodys)}`;
  return { ...ok(ABOUT, says), remedy: 'to adopt them, or what was taken out of the file: docs/repositories.md' };
};

const isUnder = (prefix: string, name: string): boolean =>
  prefix === 'ROOT' || name.startsWith(`${withoutSlash(prefix)}/`);

const listed = (names: readonly string[]): string => {
  const more = names.length - MOST_NAMED;
  return [...names.toSorted().slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
};
