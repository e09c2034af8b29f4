import { Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ChannelFunction, type ChannelProps, type Receiver } from './channel-function.ts';
import type { FedQueue } from './fed-queue.ts';
import { MailTopic } from './mail-topic.ts';

export interface SnsChannelProps extends ChannelProps {
  readonly receivers: readonly Extract<Receiver, { channel: 'sns' }>[];
  readonly key: IKey;
}

/** Deliveries to SNS, to a topic for each receiver. */
export class SnsChannel extends Construct {
  readonly deliveries: FedQueue;

  constructor(scope: Construct, id: string, { receivers, key, ...props }: SnsChannelProps) {
    super(scope, id);
    const topics = Object.fromEntries(
      receivers.map((to) => [
        to.name,
        'email' in to ? new MailTopic(this, to.name, { key, email: to.email }).topicArn : to.topicArn,
      ]),
    );
    const { deliveries, fn } = new ChannelFunction(this, 'Default', {
      ...props,
      channel: 'sns',
      service: 'SNS',
      status: 'https://health.aws.amazon.com/health/status',
      fifo: false,
      timeout: Duration.minutes(1),
      memorySize: 256,
      environment: { topics: Stack.of(this).toJsonString(topics) },
    });
    this.deliveries = deliveries;
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['sns:Publish'],
      resourceArns: [...new Set(Object.values(topics))],
    });
    if (receivers.every((to) => 'topicArn' in to)) return;
    // SNS encrypts in the publisher's name: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resourceArns: [key.keyArn],
    });
  }
}
