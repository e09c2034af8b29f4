import type * as z from 'zod';
import { type AwsService, awsService, parseRequest, Refusal } from './aws.ts';
import { ecrRegistry, type ImageDetail } from './ecr-registry.ts';
import { batchGetImageRequest, describeImageScanFindingsRequest, describeImagesRequest } from './ecr-request.ts';
import { ecrScans, type ScanSource } from './ecr-scans.ts';

/** As many images as a page of DescribeImages has where nobody says. */
const DEFAULT_PAGE_SIZE = 100;

/** Amazon ECR on the wire, as strict as its API reference: what it knows is what it was told. */
export interface FakeEcr extends AwsService {
  /** What DescribeImageScanFindings says of an image from now on. Pages are served as given, whatever `maxResults`. */
  setScan(repository: string, digest: string, source: ScanSource): void;
  /** Entries of `imageDetails`, merged by digest; a tag named there leaves the image that had it. */
  mergeImages(details: readonly unknown[]): void;
  deleteImage(repository: string, digest: string): void;
  /** What BatchGetImage says of a digest, in whatever repository. */
  setManifest(digest: string, manifest: unknown): void;
}

export const fakeEcr = (registryId = '111122223333'): FakeEcr => {
  const registry = ecrRegistry(registryId);
  const scans = ecrScans();
  const manifests = new Map<string, string>();

  const describeImages = (body: unknown): unknown => {
    const { repositoryName, imageIds, ...paging } = parse(describeImagesRequest, body);
    if (imageIds) return { imageDetails: imageIds.map((id) => registry.get(repositoryName, id)) };
    return pageOf(registry.list(repositoryName), paging);
  };

  const describeImageScanFindings = (body: unknown): unknown => {
    const { repositoryName, imageId, nextToken } = parse(describeImageScanFindingsRequest, body);
    const { imageDigest } = registry.get(repositoryName, imageId);
    return { registryId, repositoryName, imageId, ...scans.page(repositoryName, imageDigest, nextToken) };
  };

  const batchGetImage = (body: unknown): unknown => {
    const { repositoryName, imageIds } = parse(batchGetImageRequest, body);
    registry.list(repositoryName);
    const found = imageIds.map((imageId) => {
      const image = registry.find(repositoryName, imageId);
      const imageManifest = image && manifests.get(image.imageDigest);
      if (!image || imageManifest === undefined)
        return { imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
      const { imageDigest, imageManifestMediaType } = image;
      return {
        registryId,
        repositoryName,
        imageId: { ...imageId, imageDigest },
        imageManifest,
        imageManifestMediaType,
      };
    });
    return {
      images: found.filter((answer) => 'imageManifest' in answer),
      failures: found.filter((answer) => 'failureCode' in answer),
    };
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
    setManifest: (digest, manifest) => {
      manifests.set(digest, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
    },
  };
};

const parse = <T>(schema: z.ZodType<T>, body: unknown): T => parseRequest(schema, body, 'InvalidParameterException');

type Paging = Pick<z.infer<typeof describeImagesRequest>, 'maxResults' | 'nextToken' | 'filter'>;

const pageOf = (images: readonly ImageDetail[], { maxResults = DEFAULT_PAGE_SIZE, nextToken, filter }: Paging) => {
  const { tagStatus, imageStatus } = filter;
  const listed = images.filter(
    ({ imageTags = [], imageStatus: status = 'ACTIVE' }) =>
      (tagStatus === 'ANY' || imageTags.length > 0 === (tagStatus === 'TAGGED')) &&
      (imageStatus === 'ANY' || status === imageStatus),
  );
  const start = nextToken === undefined ? 0 : listed.findIndex(({ imageDigest }) => tokenOf(imageDigest) === nextToken);
  if (start < 0)
    throw new Refusal(
      'InvalidParameterException',
      "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of an earlier answer'",
    );
  const next = listed[start + maxResults];
  return {
    imageDetails: listed.slice(start, start + maxResults),
    ...(next && { nextToken: tokenOf(next.imageDigest) }),
  };
};

/** Names the page that begins with this image. */
const tokenOf = (digest: string): string => Buffer.from(digest).toString('base64url');
