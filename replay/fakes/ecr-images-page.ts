import type * as z from 'zod';
import { Refusal } from './aws.ts';
import type { ImageDetail } from './ecr-registry.ts';
import type { describeImagesRequest } from './ecr-request.ts';

type Request = z.infer<typeof describeImagesRequest>;

/** As many images as a page of DescribeImages has where nobody says. */
const DEFAULT_PAGE_SIZE = 100;

/** Whether DescribeImages lists an image. */
export const isListed =
  ({ tagStatus, imageStatus }: Request['filter']) =>
  ({ imageTags = [], imageStatus: status = 'ACTIVE' }: ImageDetail): boolean =>
    (tagStatus === 'ANY' || imageTags.length > 0 === (tagStatus === 'TAGGED')) &&
    (imageStatus === 'ANY' || status === imageStatus);

/** A page of DescribeImages. */
export const imagesPage = (
  images: readonly ImageDetail[],
  { maxResults = DEFAULT_PAGE_SIZE, nextToken }: Pick<Request, 'maxResults' | 'nextToken'>,
) => {
  const start = nextToken === undefined ? 0 : images.findIndex(({ imageDigest }) => tokenOf(imageDigest) === nextToken);
  if (start < 0)
    throw new Refusal(
      'InvalidParameterException',
      "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of an earlier answer'",
    );
  const next = images[start + maxResults];
  return {
    imageDetails: images.slice(start, start + maxResults),
    ...(next && { nextToken: tokenOf(next.imageDigest) }),
  };
};

/** Names the page that begins with this image. */
const tokenOf = (digest: string): string => Buffer.from(digest).toString('base64url');
