import {
  type ECRClient,
  type DescribeImageScanFindingsResponse as Page,
  paginateDescribeImageScanFindings,
} from '@aws-sdk/client-ecr';
import type { ImageName } from '../../core/ports.ts';

/** The most that ECR gives: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
const PAGE_SIZE = 1000;

/**
 * Every page of an image's scan.
 *
 * @throws what ECR throws for any page, and where its pages never end: a part is never returned
 */
export const scanPages = async (ecr: ECRClient, { repository, digest }: ImageName): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  const tokens = new Set<string>();
  const answers = paginateDescribeImageScanFindings(
    { client: ecr, pageSize: PAGE_SIZE },
    { repositoryName: repository, imageId: { imageDigest: digest } },
  );
  for await (const page of answers) {
    pages.push(page);
    if (!page.nextToken) continue;
    if (tokens.has(page.nextToken))
      throw new Error(
        `DescribeImageScanFindings named page ${tokens.size} of ${repository}@${digest} twice; ask again`,
      );
    tokens.add(page.nextToken);
  }
  return pages;
};
