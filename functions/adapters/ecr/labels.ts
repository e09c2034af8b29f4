import {
  BatchGetImageCommand,
  type ECRClient,
  GetDownloadUrlForLayerCommand,
  LayersNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import * as z from 'zod/mini';
import { type Labels, NO_LABELS } from '../../core/domain/origin.ts';
import type { ImageLabels, ImageName } from '../../core/ports/registry.ts';
import { readAtMost } from './download.ts';
import { listedIn } from './listed.ts';
import { IMAGE_MANIFESTS, INDEX_MEDIA_TYPES, isImageConfig, isIndex } from './media-type.ts';

/** What an image says of itself is a few kilobytes; what says more is not read. */
const MAX_CONFIG_BYTES = 1024 * 1024;
/** An index lists images; of what lists indexes again and again nobody knows which image is meant. */
const MOST_INDEXES = 2;

// Lazy: few images are asked for what they say of themselves.
const Manifest = z.lazy(() =>
  z.object({
    config: z.object({ mediaType: z.string(), digest: z.string().check(z.minLength(1)), size: z.number() }),
  }),
);
type ConfigDescriptor = z.output<typeof Manifest>['config'];

const Config = z.lazy(() =>
  z.object({
    config: z.nullish(z.object({ Labels: z.nullish(z.record(z.string(), z.unknown())) })),
  }),
);

/**
 * The labels in the config of an image, of an index those of its first image: index → manifest → config.
 *
 * @param download - as `fetch`
 */
export const ecrLabels = (ecr: ECRClient, download: typeof fetch): ImageLabels => ({
  read: (name) =>
    unlessGone(async () => {
      const config = await configOf(ecr, name, MOST_INDEXES);
      if (config === null || config.size > MAX_CONFIG_BYTES) return NO_LABELS;
      const { downloadUrl = '' } = await ecr.send(
        new GetDownloadUrlForLayerCommand({ repositoryName: name.repository, layerDigest: config.digest }),
      );
      const text = await readAtMost(download, downloadUrl, MAX_CONFIG_BYTES);
      return text === null ? NO_LABELS : labelsIn(text);
    }),
});

const unlessGone = async (read: () => Promise<Labels>): Promise<Labels> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RepositoryNotFoundException || error instanceof LayersNotFoundException) return NO_LABELS;
    throw error;
  }
};

/** The config that a manifest names; null where it names none, is none of an image, or is gone. */
const configOf = async (ecr: ECRClient, name: ImageName, indexes: number): Promise<ConfigDescriptor | null> => {
  const { text, mediaType } = await manifestOf(ecr, name);
  if (isIndex(mediaType)) {
    const first = listedIn(`${name.repository}@${name.digest}`, text).find(({ isImage }) => isImage);
    return first === undefined || indexes === 0 ? null : configOf(ecr, { ...name, digest: first.digest }, indexes - 1);
  }
  const { data } = Manifest.safeParse(json(text));
  return data !== undefined && isImageConfig(data.config.mediaType) ? data.config : null;
};

/** A manifest as it was pushed; without a text where it is gone. */
const manifestOf = async (
  ecr: ECRClient,
  { repository, digest }: ImageName,
): Promise<{ readonly text: string; readonly mediaType: string | undefined }> => {
  const { images: [image] = [], failures: [failure] = [] } = await ecr.send(
    new BatchGetImageCommand({
      repositoryName: repository,
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: [...INDEX_MEDIA_TYPES, ...IMAGE_MANIFESTS],
    }),
  );
  if (failure !== undefined && failure.failureCode !== 'ImageNotFound')
    throw new Error(
      `BatchGetImage failed for ${repository}@${digest}: ${failure.failureCode}: ${failure.failureReason}`,
    );
  return { text: image?.imageManifest ?? '', mediaType: image?.imageManifestMediaType };
};

const labelsIn = (text: string): Labels => {
  const labels = Config.safeParse(json(text)).data?.config?.Labels ?? {};
  return {
    source: label(labels['org.opencontainers.image.source']),
    revision: label(labels['org.opencontainers.image.revision']),
  };
};

/** Longer than any page or commit: it is something else. */
const MAX_LABEL = 2_000;

/** Half a character is none: no address can be made of it. */
const label = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_LABEL ? value.toWellFormed().trim() || null : null;

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
