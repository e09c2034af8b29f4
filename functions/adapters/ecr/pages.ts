import { type ECRClient, paginateDescribeImageScanFindings } from '@aws-sdk/client-ecr';
import type { ImageName } from '../../core/ports/registry.ts';
import { type ScanPage, scanPage } from './scan-page.ts';

/** The most that ECR gives: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
const PAGE_SIZE = 1000;

/**
 * Every page of an image's scan, each read as it comes: what ECR says takes more memory than what is kept of it.
 *
 * @throws what ECR throws for any page, and where one is broken, or they never end: a part is never returned
 */
export const scanPages = async (ecr: ECRClient, { repository, digest }: ImageName): Promise<readonly ScanPage[]> => {
  const image = `${repository}@${digest}`;
  const pages: ScanPage[] = [];
  const tokens = new Set<string>();
  const answers = paginateDescribeImageScanFindings(
    { client: ecr, pageSize: PAGE_SIZE },
    { repositoryName: repository, imageId: { imageDigest: digest } },
  );
  for await (const page of readable(answers, image)) {
    pages.push(scanPage(page, image));
    if (!page.nextToken) continue;
    if (tokens.has(page.nextToken))
      throw new Error(`DescribeImageScanFindings named page ${tokens.size} of ${image} twice; ask again`);
    tokens.add(page.nextToken);
  }
  return pages;
};

/** The SDK throws a TypeError where it cannot read a time, and does not say which. */
const readable = async function* <T>(answers: AsyncIterable<T>, image: string): AsyncIterable<T> {
  try {
    yield* answers;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [reason] = error.message.split('\n', 1);
    throw new Error(`the scan of ${image} has a time that cannot be read: ${reason}; ask again`, { cause: error });
  }
};
