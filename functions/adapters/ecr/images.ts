import {
  DescribeImagesCommand,
  type ECRClient,
  type ImageDetail,
  ImageNotFoundException,
  RepositoryNotFoundException,
  ScanNotFoundException,
} from '@aws-sdk/client-ecr';
import type { ImageAnswer, ImageName, Images } from '../../core/ports.ts';
import { whyNoImage } from './media-type.ts';
import { scanPages } from './pages.ts';
import { scanOf } from './scan.ts';

/** The registry that `ecr` speaks to. */
export const ecrImages = (ecr: ECRClient): Images => ({
  describe: (name) => unlessGone(name, () => describe(ecr, name)),
  scan: (name) =>
    unlessGone(name, async () => {
      try {
        return scanOf(await scanPages(ecr, name));
      } catch (error) {
        if (!(error instanceof ScanNotFoundException)) throw error;
        return { kind: 'no-scan', reason: `ECR has no scan of it: ${error.message}` };
      }
    }),
});

type Gone = { readonly kind: 'gone'; readonly reason: string };

const unlessGone = async <T>({ repository, digest }: ImageName, ask: () => Promise<T>): Promise<T | Gone> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return gone(`there is no repository ${repository} any more`);
    if (error instanceof ImageNotFoundException) return gone(`there is no image ${digest} in ${repository} any more`);
    throw error;
  }
};

const gone = (reason: string): Gone => ({ kind: 'gone', reason });

const describe = async (ecr: ECRClient, name: ImageName): Promise<ImageAnswer> => {
  const { repository: repositoryName, digest: imageDigest } = name;
  const { imageDetails = [] } = await ecr.send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] }),
  );
  const [detail] = imageDetails;
  if (!detail) return gone(`there is no image ${imageDigest} in ${repositoryName} that is not archived`);
  const reason = whyNoImage(detail);
  return reason === null ? imageOf(name, detail) : { kind: 'no-image', reason };
};

const imageOf = ({ repository, digest }: ImageName, { imageTags = [], imagePushedAt }: ImageDetail): ImageAnswer => {
  if (!imagePushedAt)
    throw new Error(`DescribeImages gave no imagePushedAt for ${repository}@${digest}; without it no head can be told`);
  const image = { repository, digest, tags: imageTags, pushedAt: imagePushedAt.toISOString(), platform: null };
  return { kind: 'image', image };
};
