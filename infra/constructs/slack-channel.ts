import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ChannelFunction, type ChannelProps, type Receiver } from './channel-function.ts';
import type { FedQueue } from './fed-queue.ts';

export interface SlackChannelProps extends ChannelProps {
  readonly receivers: readonly Extract<Receiver, { channel: 'slack' }>[];
}

/** Deliveries to Slack, in order for each receiver. */
export class SlackChannel extends Construct {
  readonly deliveries: FedQueue;

  constructor(scope: Construct, id: string, { receivers, ...props }: SlackChannelProps) {
    super(scope, id);
    const { deliveries, fn } = new ChannelFunction(this, 'Default', {
      ...props,
      channel: 'slack',
      service: 'Slack',
      status: 'https://slack-status.com',
      fifo: true,
      timeout: Duration.minutes(1),
      memorySize: 256,
    });
    this.deliveries = deliveries;
    if (receivers.some((to) => 'bot' in to)) props.table.grantThreads(fn);
    // The secrets that the policy names, and no other.
    const secrets = receivers.map((to) => ('bot' in to ? to.bot.tokenSecret : to.webhook.urlSecret));
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [...new Set(secrets)].map((name) => secretArn(this, name)),
    });
  }
}

/** Secrets Manager adds six characters of its own to the name. */
const secretArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
