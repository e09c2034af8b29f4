import { type ECRClient, paginateDescribeImages, RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import { compareText } from '../../core/domain/compare-text.ts';
import type { Manifest } from '../../core/ports/registry.ts';
import { isActive, manifestOf } from './manifest.ts';
import { whyNoImage } from './media-type.ts';

/** The most that ECR gives: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
const PAGE_SIZE = 1000;
/** Of a repository with more tagged images some are not seen: ECR lists them in no order that it promises. */
export const MAX_TAGGED_PAGES = 10;

/** The tagged images and indexes of a repository, those pushed last first; none where it is no more. */
export const taggedManifests = async (ecr: ECRClient, repository: string): Promise<readonly Manifest[]> => {
  try {
    return (await firstPages(ecr, repository)).sort(
      (a, b) => compareText(b.pushedAt, a.pushedAt) || compareText(b.digest, a.digest),
    );
  } catch (error) {
    if (error instanceof RepositoryNotFoundException) return [];
    throw error;
  }
};

const firstPages = async (ecr: ECRClient, repository: string): Promise<Manifest[]> => {
  const manifests: Manifest[] = [];
  let pages = 0;
  const answers = paginateDescribeImages(
    { client: ecr, pageSize: PAGE_SIZE },
    { repositoryName: repository, filter: { tagStatus: 'TAGGED' } },
  );
  for await (const { imageDetails = [] } of answers) {
    const images = imageDetails.filter((detail) => isActive(detail) && whyNoImage(detail) === null);
    manifests.push(...images.map((detail) => manifestOf(repository, detail)));
    pages += 1;
    if (pages === MAX_TAGGED_PAGES) break;
  }
  return manifests;
};
