import {
  DescribeImagesCommand,
  type ECRClient,
  type ImageIdentifier,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { isActive, manifestOf } from '../../functions/adapters/ecr/manifest.ts';
import type { Manifest } from '../../functions/core/ports/registry.ts';

/** The image that has a tag, or a digest, now; null where none does that is not archived. */
export const imageNow = async (
  ecr: ECRClient,
  repository: string,
  imageId: ImageIdentifier,
): Promise<Manifest | null> => {
  try {
    const { imageDetails = [] } = await ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [imageId] }),
    );
    const detail = imageDetails.find(isActive);
    return detail === undefined ? null : manifestOf(repository, detail);
  } catch (error) {
    if (error instanceof ImageNotFoundException || error instanceof RepositoryNotFoundException) return null;
    throw error;
  }
};
