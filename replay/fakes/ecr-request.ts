import * as z from 'zod';

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html and its neighbours.

const repositoryName = z
  .string()
  .min(2)
  .max(256)
  .regex(
    /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
    'must be the name of a repository',
  );

const imageId = z
  .object({
    // Samples of AWS's own pages have digests that are not hex, or too short.
    imageDigest: z
      .string()
      .regex(/^sha256:./, 'must be a digest')
      .optional(),
    imageTag: z.string().min(1).max(300).optional(),
  })
  .refine(({ imageDigest, imageTag }) => imageDigest || imageTag, 'must name a digest or a tag');

export type ImageId = z.infer<typeof imageId>;

const maxResults = z.number().int().min(1).max(1000).optional();
const nextToken = z.string().optional();
const inRepository = { registryId: z.string().optional(), repositoryName };

export const describeImagesRequest = z
  .object({
    ...inRepository,
    imageIds: z.array(imageId).min(1).max(100).optional(),
    maxResults,
    nextToken,
    filter: z
      .object({
        tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']).default('ANY'),
        imageStatus: z.enum(['ACTIVE', 'ARCHIVED', 'ACTIVATING', 'ANY']).default('ACTIVE'),
      })
      .prefault({}),
  })
  .refine(({ imageIds, ...paging }) => !(imageIds && (paging.maxResults || paging.nextToken)), {
    path: ['imageIds'],
    message: 'cannot be used with maxResults or nextToken',
  });

export const describeImageScanFindingsRequest = z.object({ ...inRepository, imageId, maxResults, nextToken });

export const batchGetImageRequest = z.object({
  ...inRepository,
  imageIds: z.array(imageId).min(1).max(100),
  acceptedMediaTypes: z.array(z.string()).min(1).max(100).optional(),
});

export const describeRepositoriesRequest = z
  .strictObject({
    registryId: z.string().optional(),
    repositoryNames: z.array(repositoryName).min(1).max(100).optional(),
    maxResults,
    nextToken,
  })
  .refine(({ repositoryNames, ...paging }) => !(repositoryNames && (paging.maxResults || paging.nextToken)), {
    path: ['repositoryNames'],
    message: 'cannot be used with maxResults or nextToken',
  });

export const getRegistryScanningConfigurationRequest = z.strictObject({});

export const batchGetRepositoryScanningConfigurationRequest = z.strictObject({
  repositoryNames: z.array(repositoryName).min(1).max(25),
});

export const getDownloadUrlForLayerRequest = z.strictObject({
  ...inRepository,
  layerDigest: z.string().regex(/^[a-zA-Z0-9-_+.]+:./, 'must be a digest'),
});

export const startImageScanRequest = z.strictObject({ ...inRepository, imageId });
