import type * as z from 'zod';
import { parseRequest, Refusal } from './aws.ts';
import { batchImages } from './ecr-batch.ts';
import { imagesPage, isListed } from './ecr-images-page.ts';
import type { EcrManifests } from './ecr-manifests.ts';
import type { EcrRegistry, ImageDetail } from './ecr-registry.ts';
import { describedRepositories, type RegistryPlace, scanningConfigurations } from './ecr-repositories.ts';
import {
  batchGetImageRequest,
  batchGetRepositoryScanningConfigurationRequest,
  describeImageScanFindingsRequest,
  describeImagesRequest,
  describeRepositoriesRequest,
  getDownloadUrlForLayerRequest,
  getRegistryScanningConfigurationRequest,
  startImageScanRequest,
} from './ecr-request.ts';
import type { EcrScanning } from './ecr-scanning.ts';
import type { EcrScans } from './ecr-scans.ts';
import type { EcrStartedScans } from './ecr-started-scans.ts';

/** All that one registry holds. */
export interface EcrState {
  readonly place: RegistryPlace;
  readonly registry: EcrRegistry;
  readonly scanning: EcrScanning;
  readonly scans: EcrScans;
  readonly started: EcrStartedScans;
  readonly manifests: EcrManifests;
}

type Action = (state: EcrState, body: unknown) => unknown;

const parse = <T>(schema: z.ZodType<T>, body: unknown): T => parseRequest(schema, body, 'InvalidParameterException');

/** Where nobody said of what type an image is, its manifest does. */
const typed = ({ manifests }: EcrState, detail: ImageDetail): ImageDetail => {
  const imageManifestMediaType = detail.imageManifestMediaType ?? manifests.get(detail.imageDigest)?.mediaType;
  return { ...detail, ...(imageManifestMediaType !== undefined && { imageManifestMediaType }) };
};

const describeImages: Action = (state, body) => {
  const { repositoryName, imageIds, ...paging } = parse(describeImagesRequest, body);
  const { registry } = state;
  const named = imageIds?.map((id) => registry.get(repositoryName, id));
  const images = (named ?? registry.list(repositoryName))
    .filter(isListed(paging.filter))
    .map((image) => typed(state, image));
  return named ? { imageDetails: images } : imagesPage(images, paging);
};

const RUNNING = { status: 'IN_PROGRESS' };

const describeImageScanFindings: Action = ({ place, registry, scans, started }, body) => {
  const { repositoryName, imageId, nextToken } = parse(describeImageScanFindingsRequest, body);
  const { imageDigest } = registry.get(repositoryName, imageId);
  const page = started.isRunning(repositoryName, imageDigest)
    ? { imageScanStatus: RUNNING }
    : scans.page(repositoryName, imageDigest, nextToken);
  return { registryId: place.registryId, repositoryName, imageId, ...page };
};

const startImageScan: Action = (state, body) => {
  const { place, registry, scanning, started } = state;
  const { repositoryName, imageId } = parse(startImageScanRequest, body);
  const image = registry.get(repositoryName, imageId);
  // Enhanced scanning knows no manual scans: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
  if (scanning.scanType === 'ENHANCED') throw new Refusal('ValidationException', 'This feature is disabled');
  started.start(repositoryName, typed(state, image));
  return { registryId: place.registryId, repositoryName, imageId, imageScanStatus: RUNNING };
};

const batchGetImage: Action = (state, body) => {
  const { manifests, registry } = state;
  const { repositoryName, imageIds, acceptedMediaTypes } = parse(batchGetImageRequest, body);
  registry.list(repositoryName);
  return batchImages(imageIds, acceptedMediaTypes, (id) => {
    const image = registry.find(repositoryName, id);
    return image && { ...typed(state, image), imageManifest: manifests.get(image.imageDigest)?.text };
  });
};

/** Signed, for anybody who has it: whoever may ask for the URL may follow it. */
const getDownloadUrlForLayer: Action = ({ place, registry, manifests }, body) => {
  const { repositoryName, layerDigest } = parse(getDownloadUrlForLayerRequest, body);
  registry.list(repositoryName);
  if (manifests.get(layerDigest) === undefined)
    throw new Refusal(
      'LayersNotFoundException',
      `The layer with digest '${layerDigest}' does not exist in the repository with name '${repositoryName}'`,
    );
  const { registryId, region } = place;
  const bucket = `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`;
  return { layerDigest, downloadUrl: `https://${bucket}/${registryId}/${layerDigest}?X-Amz-Expires=3600` };
};

const getRegistryScanningConfiguration: Action = ({ place, scanning }, body) => {
  parse(getRegistryScanningConfigurationRequest, body);
  return { registryId: place.registryId, scanningConfiguration: scanning.ofRegistry() };
};

const batchGetRepositoryScanningConfiguration: Action = ({ place, registry, scanning }, body) => {
  const { repositoryNames } = parse(batchGetRepositoryScanningConfigurationRequest, body);
  return scanningConfigurations(repositoryNames, registry, scanning, place);
};

const ACTIONS: Readonly<Record<string, Action>> = {
  BatchGetImage: batchGetImage,
  BatchGetRepositoryScanningConfiguration: batchGetRepositoryScanningConfiguration,
  DescribeImages: describeImages,
  DescribeImageScanFindings: describeImageScanFindings,
  DescribeRepositories: ({ place, registry, scanning }, body) =>
    describedRepositories(parse(describeRepositoriesRequest, body), registry, scanning, place),
  GetDownloadUrlForLayer: getDownloadUrlForLayer,
  GetRegistryScanningConfiguration: getRegistryScanningConfiguration,
  StartImageScan: startImageScan,
};

/** What the registry does, by name. */
export const ecrActions = (state: EcrState): Readonly<Record<string, (body: unknown) => unknown>> =>
  Object.fromEntries(Object.entries(ACTIONS).map(([name, act]) => [name, (body: unknown) => act(state, body)]));
