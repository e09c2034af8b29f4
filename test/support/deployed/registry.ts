import * as z from 'zod';
import { type AwsService, awsService, parseRequest } from '../../../replay/fakes/aws.ts';

/** What a registry has, and how it is scanned. */
export interface FakeRegistry {
  repositories: readonly { readonly repositoryName: string; readonly scanOnPush?: boolean }[];
  scanning: unknown;
}

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
const describeRepositoriesRequest = z.strictObject({
  maxResults: z.number().int().min(1).max(1000).optional(),
  nextToken: z.string().optional(),
});

const PAGE_SIZE = 2;

/** ECR, of which only repositories and their scanning are known; two repositories a page, however many are asked for. */
export const registryService = (registry: FakeRegistry): AwsService => {
  const getScanning = () => ({ registryId: '111122223333', scanningConfiguration: registry.scanning });

  const describeRepositories = (body: unknown): unknown => {
    const { nextToken } = parseRequest(describeRepositoriesRequest, body, 'InvalidParameterException');
    const from = Number(nextToken ?? 0);
    const next = from + PAGE_SIZE;
    const repositories = registry.repositories.slice(from, next).map(({ repositoryName, scanOnPush }) => ({
      repositoryName,
      ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
    }));
    return { repositories, ...(next < registry.repositories.length && { nextToken: String(next) }) };
  };

  return awsService({ GetRegistryScanningConfiguration: getScanning, DescribeRepositories: describeRepositories });
};
