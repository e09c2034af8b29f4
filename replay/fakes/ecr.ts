import type * as z from 'zod';
import { type AwsService, awsService, parseRequest } from './aws.ts';
import { batchImages } from './ecr-batch.ts';
import { imagesPage, isListed } from './ecr-images-page.ts';
import { ecrManifests } from './ecr-manifests.ts';
import { ecrRegistry, type ImageDetail } from './ecr-registry.ts';
import { batchGetImageRequest, describeImageScanFindingsRequest, describeImagesRequest } from './ecr-request.ts';
import { ecrScans, type ScanSource } from './ecr-scans.ts';

/** Amazon ECR on the wire, as strict as its API reference: what it knows is what it was told. */
export interface FakeEcr extends AwsService {
  /** What DescribeImageScanFindings says of an image from now on. Pages are served as given, whatever `maxResults`. */
  setScan(repository: string, digest: string, source: ScanSource): void;
  /** Entries of `imageDetails`, merged by digest; a tag named there leaves the image that had it. */
  mergeImages(details: readonly unknown[]): void;
  deleteImage(repository: string, digest: string): void;
  /** The manifest of a digest, as JSON text, in whatever repository. */
  setManifest(digest: string, manifest: string): void;
}

export const fakeEcr = (registryId = '111122223333'): FakeEcr => {
  const registry = ecrRegistry(registryId);
  const scans = ecrScans();
  const manifests = ecrManifests();

  /** Where nobody said of what type an image is, its manifest does. */
  const typed = (detail: ImageDetail): ImageDetail => {
    const imageManifestMediaType = detail.imageManifestMediaType ?? manifests.get(detail.imageDigest)?.mediaType;
    return { ...detail, ...(imageManifestMediaType !== undefined && { imageManifestMediaType }) };
  };

  const describeImages = (body: unknown): unknown => {
    const { repositoryName, imageIds, ...paging } = parse(describeImagesRequest, body);
    const named = imageIds?.map((id) => registry.get(repositoryName, id));
    const images = (named ?? registry.list(repositoryName)).filter(isListed(paging.filter)).map(typed);
    return named ? { imageDetails: images } : imagesPage(images, paging);
  };

  const describeImageScanFindings = (body: unknown): unknown => {
    const { repositoryName, imageId, nextToken } = parse(describeImageScanFindingsRequest, body);
    const { imageDigest } = registry.get(repositoryName, imageId);
    return { registryId, repositoryName, imageId, ...scans.page(repositoryName, imageDigest, nextToken) };
  };

  const batchGetImage = (body: unknown): unknown => {
    const { repositoryName, imageIds, acceptedMediaTypes } = parse(batchGetImageRequest, body);
    registry.list(repositoryName);
    return batchImages(imageIds, acceptedMediaTypes, (id) => {
      const image = registry.find(repositoryName, id);
      return image && { ...typed(image), imageManifest: manifests.get(image.imageDigest)?.text };
    });
  };

  return {
    ...awsService({
      DescribeImages: describeImages,
      DescribeImageScanFindings: describeImageScanFindings,
      BatchGetImage: batchGetImage,
    }),
    setScan: scans.set,
    mergeImages: (details) => details.forEach(registry.merge),
    deleteImage: registry.delete,
    setManifest: manifests.set,
  };
};

const parse = <T>(schema: z.ZodType<T>, body: unknown): T => parseRequest(schema, body, 'InvalidParameterException');
