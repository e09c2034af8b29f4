import { pageOf } from './ecr-page.ts';
import { type EcrRegistry, noRepository } from './ecr-registry.ts';
import type { EcrScanning } from './ecr-scanning.ts';

/** Whose registry it is, and where. */
export interface RegistryPlace {
  readonly registryId: string;
  readonly region: string;
}

const arnOf = (repository: string, { registryId, region }: RegistryPlace): string =>
  `arn:aws:ecr:${region}:${registryId}:repository/${repository}`;

interface Paging {
  readonly repositoryNames?: readonly string[] | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** What DescribeRepositories answers; refused where one that is named is not there. */
export const describedRepositories = (
  { repositoryNames, ...paging }: Paging,
  registry: EcrRegistry,
  scanning: EcrScanning,
  place: RegistryPlace,
) => {
  const describe = (repositoryName: string) => ({
    repositoryArn: arnOf(repositoryName, place),
    registryId: place.registryId,
    repositoryName,
    repositoryUri: `${place.registryId}.dkr.ecr.${place.region}.amazonaws.com/${repositoryName}`,
    imageTagMutability: 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: scanning.ofRepository(repositoryName).scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  });
  for (const name of repositoryNames ?? []) registry.list(name);
  if (repositoryNames) return { repositories: repositoryNames.map(describe) };
  const { items, more } = pageOf(registry.names(), (name) => name, paging);
  return { repositories: items.map(describe), ...more };
};

/** What BatchGetRepositoryScanningConfiguration answers. */
export const scanningConfigurations = (
  repositoryNames: readonly string[],
  registry: EcrRegistry,
  scanning: EcrScanning,
  place: RegistryPlace,
) => {
  const known = new Set(registry.names());
  return {
    scanningConfigurations: repositoryNames
      .filter((name) => known.has(name))
      .map((repositoryName) => ({
        repositoryArn: arnOf(repositoryName, place),
        repositoryName,
        ...scanning.ofRepository(repositoryName),
      })),
    failures: repositoryNames
      .filter((name) => !known.has(name))
      .map((repositoryName) => ({
        repositoryName,
        failureCode: 'REPOSITORY_NOT_FOUND',
        failureReason: noRepository(repositoryName, place.registryId),
      })),
  };
};
