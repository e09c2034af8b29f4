import type * as z from 'zod';
import { pageOf } from './ecr-page.ts';
import type { ImageDetail } from './ecr-registry.ts';
import type { describeImagesRequest } from './ecr-request.ts';

type Request = z.infer<typeof describeImagesRequest>;

/** Whether DescribeImages lists an image. */
export const isListed =
  ({ tagStatus, imageStatus }: Request['filter']) =>
  ({ imageTags = [], imageStatus: status = 'ACTIVE' }: ImageDetail): boolean =>
    (tagStatus === 'ANY' || imageTags.length > 0 === (tagStatus === 'TAGGED')) &&
    (imageStatus === 'ANY' || status === imageStatus);

/** A page of DescribeImages. */
export const imagesPage = (images: readonly ImageDetail[], paging: Pick<Request, 'maxResults' | 'nextToken'>) => {
  const { items, more } = pageOf(images, ({ imageDigest }) => imageDigest, paging);
  return { imageDetails: items, ...more };
};
