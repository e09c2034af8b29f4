import * as z from 'zod';
import { Refusal } from './aws.ts';
import type { ImageId } from './ecr-request.ts';
import { withEpochSeconds } from './ecr-times.ts';

const imageDetail = z.looseObject({
  repositoryName: z.string(),
  imageDigest: z.string().startsWith('sha256:'),
  imageTags: z.array(z.string()).optional(),
  imagePushedAt: z.number().optional(),
  imageManifestMediaType: z.string().optional(),
  imageStatus: z.string().optional(),
});

/** An image as DescribeImages tells it, times in epoch seconds. */
export type ImageDetail = z.infer<typeof imageDetail>;

/** The repositories of one registry and the images in them. */
export interface EcrRegistry {
  merge(detail: unknown): void;
  /** The repository stays, or is made. */
  delete(repository: string, digest: string): void;
  /** The names of the repositories. */
  names(): readonly string[];
  list(repository: string): readonly ImageDetail[];
  find(repository: string, id: ImageId): ImageDetail | undefined;
  /** Like `find`, refused where there is none. */
  get(repository: string, id: ImageId): ImageDetail;
}

export const ecrRegistry = (registryId: string): EcrRegistry => {
  const repositories = new Map<string, Map<string, ImageDetail>>();

  const known = (repository: string): Map<string, ImageDetail> => {
    const images = repositories.get(repository) ?? new Map<string, ImageDetail>();
    repositories.set(repository, images);
    return images;
  };
  const list = (repository: string): readonly ImageDetail[] => {
    const images = repositories.get(repository);
    if (images) return [...images.values()];
    throw new Refusal('RepositoryNotFoundException', noRepository(repository, registryId));
  };
  const find = (repository: string, id: ImageId): ImageDetail | undefined =>
    list(repository).find((image) => isNamed(image, id));

  return {
    merge: (detail) => {
      const parsed = imageDetail.parse(withEpochSeconds(detail));
      const images = known(parsed.repositoryName);
      for (const tag of parsed.imageTags ?? []) untag(images, tag);
      images.set(parsed.imageDigest, { registryId, ...images.get(parsed.imageDigest), ...parsed });
    },
    delete: (repository, digest) => {
      known(repository).delete(digest);
    },
    names: () => [...repositories.keys()],
    list,
    find,
    get: (repository, id) => {
      const image = find(repository, id);
      if (image) return image;
      const message = `The image with imageId ${named(id)} does not exist within the repository with name '${repository}' in the registry with id '${registryId}'`;
      throw new Refusal('ImageNotFoundException', message);
    },
  };
};

export const noRepository = (repository: string, registryId: string): string =>
  `The repository with name '${repository}' does not exist in the registry with id '${registryId}'`;

const isNamed = (image: ImageDetail, { imageDigest, imageTag }: ImageId): boolean =>
  (imageDigest === undefined || image.imageDigest === imageDigest) &&
  (imageTag === undefined || (image.imageTags ?? []).includes(imageTag));

const untag = (images: Map<string, ImageDetail>, tag: string): void => {
  for (const [digest, { imageTags = [], ...rest }] of images)
    if (imageTags.includes(tag)) images.set(digest, { ...rest, imageTags: imageTags.filter((other) => other !== tag) });
};

const named = ({ imageDigest, imageTag }: ImageId): string =>
  `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
