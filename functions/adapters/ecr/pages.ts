import { type ECRClient, paginateDescribeImageScanFindings } from '@aws-sdk/client-ecr';
import type { ImageName } from '../../core/ports.ts';
import { type ScanPage, scanPage } from './scan.ts';

/** The most that ECR gives: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
const PAGE_SIZE = 1000;

/**
 * Every page of an image's scan, each read as it comes: what ECR says takes more memory than what is kept of it.
 *
 * @throws what ECR throws for any page, and where its pages never end: a part is never returned
 */
export const scanPages = async (ecr: ECRClient, { repository, digest }: ImageName): Promise<readonly ScanPage[]> => {
  const pages: ScanPage[] = [];
  const tokens = new Set<string>();
  const answers = paginateDescribeImageScanFindings(
    { client: ecr, pageSize: PAGE_SIZE },
    { repositoryName: repository, imageId: { imageDigest: digest } },
  );
  for await (const page of answers) {
    pages.push(scanPage(page));
    if (!page.nextToken) continue;
    if (tokens.has(page.nextToken))
      throw new Error(
        `DescribeImageScanFindings named page ${tokens.size} of ${repository}@${digest} twice; ask again`,
      );
    tokens.add(page.nextToken);
  }
  return pages;
};
