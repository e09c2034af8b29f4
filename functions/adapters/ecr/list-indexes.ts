import { BatchGetImageCommand, type ECRClient, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import type { Listed } from '../../core/ports/registry.ts';
import { listedIn } from './listed.ts';
import { INDEX_MEDIA_TYPES } from './media-type.ts';

/**
 * What indexes list, by the digest of each; one that is gone is left out.
 *
 * @param digests - at most 100: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export const listIndexes = async (
  ecr: ECRClient,
  repository: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, readonly Listed[]>> => {
  try {
    return digests.length === 0 ? new Map() : await list(ecr, repository, digests);
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return new Map();
    throw error;
  }
};

const list = async (ecr: ECRClient, repository: string, digests: readonly string[]) => {
  const { images = [], failures = [] } = await ecr.send(
    new BatchGetImageCommand({
      repositoryName: repository,
      imageIds: digests.map((imageDigest) => ({ imageDigest })),
      acceptedMediaTypes: [...INDEX_MEDIA_TYPES],
    }),
  );
  const failure = failures.find(({ failureCode }) => failureCode !== 'ImageNotFound');
  if (failure) {
    const { imageId, failureCode, failureReason } = failure;
    throw new Error(`BatchGetImage failed for ${repository}@${imageId?.imageDigest}: ${failureCode}: ${failureReason}`);
  }
  return new Map(
    images.map(({ imageId: { imageDigest = '' } = {}, imageManifest = '' }) => [
      imageDigest,
      listedIn(`${repository}@${imageDigest}`, imageManifest),
    ]),
  );
};
