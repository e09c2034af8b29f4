import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { Manifest } from '../../core/ports/registry.ts';
import { isIndex } from './media-type.ts';

/** By default ECR lists only active images; its guide says that archived ones are described too: https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html */
export const isActive = ({ imageStatus = 'ACTIVE' }: ImageDetail): boolean => imageStatus === 'ACTIVE';

/** What DescribeImages says of an image or index. */
export const manifestOf = (repository: string, detail: ImageDetail): Manifest => {
  const { imageDigest: digest, imageTags: tags = [], imagePushedAt, imageManifestMediaType } = detail;
  if (!digest || !imagePushedAt) {
    const missing = digest ? 'imagePushedAt' : 'imageDigest';
    throw new Error(`DescribeImages gave no ${missing} for ${repository}@${digest}; without it no head can be told`);
  }
  return { digest, tags, pushedAt: imagePushedAt.toISOString(), isIndex: isIndex(imageManifestMediaType) };
};
