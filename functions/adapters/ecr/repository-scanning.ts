import {
  BatchGetRepositoryScanningConfigurationCommand,
  type ECRClient,
  type RepositoryScanningConfigurationFailure,
} from '@aws-sdk/client-ecr';
import type { RepositoryScanning } from '../../core/ports/registry.ts';

/**
 * How repositories are scanned, by their names; one that is gone is left out.
 *
 * @param repositoryNames - at most 25: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html
 */
export const repositoryScanning = async (
  ecr: ECRClient,
  repositoryNames: readonly string[],
): Promise<ReadonlyMap<string, RepositoryScanning>> => {
  if (repositoryNames.length === 0) return new Map();
  const { scanningConfigurations = [], failures = [] } = await ecr.send(
    new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames: [...repositoryNames] }),
  );
  const failure = failures.find(({ failureCode }) => failureCode !== 'REPOSITORY_NOT_FOUND');
  if (failure) throw new Error(textOf(failure));
  return new Map(
    scanningConfigurations.flatMap(({ repositoryName, scanFrequency, scanOnPush = false }) =>
      repositoryName && scanFrequency ? [[repositoryName, { frequency: scanFrequency, onPush: scanOnPush }]] : [],
    ),
  );
};

const textOf = ({ repositoryName, failureCode, failureReason }: RepositoryScanningConfigurationFailure): string =>
  `BatchGetRepositoryScanningConfiguration failed for ${repositoryName}: ${failureCode}: ${failureReason}`;
