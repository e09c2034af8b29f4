import {
  type ECRClient,
  GetRegistryScanningConfigurationCommand,
  paginateDescribeRepositories,
  type Repository,
} from '@aws-sdk/client-ecr';
import type { Repositories } from '../../core/ports/registry.ts';
import { unlessDenied } from './denied.ts';
import { repositoryScanning } from './repository-scanning.ts';
import { startScan } from './start-scan.ts';

/** The most that ECR gives: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
const PAGE_SIZE = 1000;

/** The registry that `ecr` speaks to, as a whole. */
export const ecrRepositories = (ecr: ECRClient): Repositories => ({
  async all() {
    const found: Repository[] = [];
    for await (const { repositories = [] } of paginateDescribeRepositories({ client: ecr, pageSize: PAGE_SIZE }, {}))
      found.push(...repositories);
    return found.map(placeOf);
  },

  scanType: () =>
    unlessDenied(async () => {
      const { scanningConfiguration } = await ecr.send(new GetRegistryScanningConfigurationCommand({}));
      // A registry that nobody configured has basic scanning.
      return { kind: 'type', type: scanningConfiguration?.scanType ?? 'BASIC' };
    }),

  scanning: (repositories) => repositoryScanning(ecr, repositories),
  startScan: (name) => startScan(ecr, name),
});

const placeOf = ({ repositoryName: repository, registryId: account, repositoryArn = '' }: Repository) => {
  const region = repositoryArn.split(':')[3];
  if (!repository || !account || !region)
    throw new Error(`DescribeRepositories gave no name, registry or ARN for ${repository ?? repositoryArn}`);
  return { repository, registry: { account, region } };
};
