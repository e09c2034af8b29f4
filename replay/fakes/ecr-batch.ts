import type { ImageDetail } from './ecr-registry.ts';
import type { ImageId } from './ecr-request.ts';

type Image = ImageDetail & { readonly imageManifest: string | undefined };

/** What BatchGetImage answers. An archived image is not found: https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html */
export const batchImages = (
  imageIds: readonly ImageId[],
  acceptedMediaTypes: readonly string[] | undefined,
  find: (id: ImageId) => Image | undefined,
) => {
  const isGiven = ({ imageStatus = 'ACTIVE', imageManifest, imageManifestMediaType = '' }: Image): boolean =>
    imageStatus === 'ACTIVE' &&
    imageManifest !== undefined &&
    (acceptedMediaTypes?.includes(imageManifestMediaType) ?? true);
  const answers = imageIds.map((imageId) => {
    const image = find(imageId);
    if (!image || !isGiven(image))
      return { imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
    const { registryId, repositoryName, imageDigest, imageManifest, imageManifestMediaType } = image;
    return { registryId, repositoryName, imageId: { ...imageId, imageDigest }, imageManifest, imageManifestMediaType };
  });
  return {
    images: answers.filter((answer) => 'imageManifest' in answer),
    failures: answers.filter((answer) => 'failureCode' in answer),
  };
};
