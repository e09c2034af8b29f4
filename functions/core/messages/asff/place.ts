import type { Registry } from '../../domain/image.ts';
import { partitionOf } from '../partition.ts';

/** The product of whoever imports findings of their own: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html */
export const productArn = ({ account, region }: Registry): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`;
