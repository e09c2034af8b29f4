import type { Registry } from '../../domain/image.ts';
import type { Partition } from './format.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitionOf = (region: string): Partition => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

/** The product of whoever imports findings of their own: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html */
export const productArn = ({ account, region }: Registry): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`;
