import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ChannelFunction, type ChannelProps } from './channel-function.ts';
import type { FedQueue } from './fed-queue.ts';

/** Deliveries to Security Hub of this account and Region. */
export class SecurityHubChannel extends Construct {
  readonly deliveries: FedQueue;

  constructor(scope: Construct, id: string, props: ChannelProps) {
    super(scope, id);
    const { deliveries, fn } = new ChannelFunction(this, 'Default', {
      ...props,
      channel: 'security-hub',
      service: 'Security Hub',
      status: 'https://health.aws.amazon.com/health/status',
      fifo: false,
      timeout: Duration.minutes(2),
      memorySize: 512,
      // It takes 10 requests a second of an account and Region, from everybody together:
      // https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
      maxConcurrency: 2,
    });
    this.deliveries = deliveries;
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['securityhub:BatchImportFindings'],
      resourceArns: [defaultProduct(this)],
    });
  }
}

/** What an account imports findings of its own as. */
const defaultProduct = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'securityhub',
    resource: 'product',
    resourceName: `${Aws.ACCOUNT_ID}/default`,
  });
