import {
  DescribeImagesCommand,
  type ECRClient,
  ImageNotFoundException,
  RepositoryNotFoundException,
  ScanNotFoundException,
} from '@aws-sdk/client-ecr';
import type { ImageName, Images, ManifestAnswer } from '../../core/ports/registry.ts';
import { listIndexes } from './list-indexes.ts';
import { isActive, manifestOf } from './manifest.ts';
import { whyNoImage } from './media-type.ts';
import { scanPages } from './pages.ts';
import { scanOf } from './scan.ts';
import { taggedManifests } from './tagged-manifests.ts';

/** The registry that `ecr` speaks to. */
export const ecrImages = (ecr: ECRClient): Images => ({
  describe: (name) => unlessDeleted(name, () => describe(ecr, name)),
  scan: (name) =>
    unlessDeleted(name, async () => {
      try {
        return scanOf(await scanPages(ecr, name));
      } catch (error) {
        if (!(error instanceof ScanNotFoundException)) throw error;
        return { kind: 'no-scan', reason: `ECR has no scan of it: ${error.message}` };
      }
    }),
  list: (repository, indexes) => listIndexes(ecr, repository, indexes),
  tagged: (repository) => taggedManifests(ecr, repository),
});

interface Deleted {
  readonly kind: 'gone';
  readonly cause: 'deleted';
  readonly reason: string;
}

const unlessDeleted = async <T>({ repository, digest }: ImageName, ask: () => Promise<T>): Promise<T | Deleted> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return deleted(`there is no repository ${repository} any more`);
    if (error instanceof ImageNotFoundException)
      return deleted(`there is no image ${digest} in ${repository} any more`);
    throw error;
  }
};

const deleted = (reason: string): Deleted => ({ kind: 'gone', cause: 'deleted', reason });

const describe = async (ecr: ECRClient, { repository, digest }: ImageName): Promise<ManifestAnswer> => {
  const { imageDetails = [] } = await ecr.send(
    new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageDigest: digest }] }),
  );
  const detail = imageDetails.find(isActive);
  if (!detail) return { kind: 'gone', cause: 'archived', reason: `the image ${digest} in ${repository} is archived` };
  const reason = whyNoImage(detail);
  return reason === null
    ? { kind: 'manifest', manifest: manifestOf(repository, detail) }
    : { kind: 'no-image', reason };
};
