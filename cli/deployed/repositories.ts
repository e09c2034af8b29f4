import { type ECRClient, paginateDescribeRepositories, type Repository } from '@aws-sdk/client-ecr';
import type { Registry } from '../../functions/core/domain/image.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import { fitsAny } from '../../functions/core/domain/route.ts';
import { meant } from '../../functions/policy/did-you-mean.ts';
import { CannotRunError } from './cannot-run.ts';

/** ECR's largest page. */
const PAGE_SIZE = 1000;

/** Every repository of the registry. */
export const repositoriesOf = async (client: ECRClient): Promise<readonly Repository[]> => {
  const all: Repository[] = [];
  for await (const { repositories = [] } of paginateDescribeRepositories({ client, pageSize: PAGE_SIZE }, {}))
    all.push(...repositories);
  return all;
};

/** The text as the name of a repository: people paste whole images. */
export const repositoryName = (text: string): string => {
  const repository = text.replace(/^\d{12}\.dkr[.-][^/]+\//, '').replace(/[:@].*$/, '');
  if (repository === text) return text;
  throw new CannotRunError(`${text} is no repository: write ${repository}`);
};

/** Says that there is no such repository, and what was meant; null where there is one, or nobody may look. */
export const whyNone = async (
  client: ECRClient,
  { account, region }: Registry,
  repository: string,
): Promise<string | null> => {
  const names = await namesOf(client);
  if (names === null || names.includes(repository)) return null;
  const suggestion = meant(repository, names);
  const remedy = suggestion === undefined ? 'look which there are, and set AWS_REGION' : `did you mean ${suggestion}?`;
  return `there is no repository ${repository} in ${account} ${region}: ${remedy}`;
};

const namesOf = async (client: ECRClient): Promise<readonly string[] | null> => {
  try {
    return (await repositoriesOf(client)).flatMap(({ repositoryName: name }) => name ?? []);
  } catch {
    return null;
  }
};

/**
 * Says that nothing of a repository is evaluated; null where it is.
 *
 * @param path - of the policy file
 */
export const whyUnwatched = ({ watch }: Policy, path: string, repository: string): string | null =>
  fitsAny(watch, repository) ? null : `nothing of ${repository} is evaluated: watch of ${path} leaves it out`;
