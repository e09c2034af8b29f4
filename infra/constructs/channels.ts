import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BundledFunctionProps } from './bundled-function.ts';
import type { ChannelProps } from './channel-function.ts';
import type { FedQueue } from './fed-queue.ts';
import { SecurityHubChannel } from './security-hub-channel.ts';
import { SlackChannel } from './slack-channel.ts';
import { SnsChannel } from './sns-channel.ts';

export interface ChannelsProps extends ChannelProps {
  readonly key: IKey;
}

/** The channels that receivers of the policy name; of another there is nothing. */
export class Channels extends Construct {
  readonly #queues: Partial<Record<'slackQueue' | 'snsQueue' | 'securityHubQueue', FedQueue>> = {};

  constructor(scope: Construct, id: string, { key, ...props }: ChannelsProps) {
    super(scope, id);
    const { receivers } = props.policy;
    const slack = receivers.filter((to) => to.channel === 'slack');
    const sns = receivers.filter((to) => to.channel === 'sns');
    const hubs = receivers.filter((to) => to.channel === 'security-hub');
    if (slack.length > 0)
      this.#queues.slackQueue = new SlackChannel(this, 'Slack', { ...props, receivers: slack }).deliveries;
    if (sns.length > 0)
      this.#queues.snsQueue = new SnsChannel(this, 'Sns', { ...props, receivers: sns, key }).deliveries;
    if (hubs.length > 0) this.#queues.securityHubQueue = new SecurityHubChannel(this, 'SecurityHub', props).deliveries;
  }

  /** The URLs of their queues, as a function that sends reads them. */
  get queueUrls(): BundledFunctionProps['environment'] {
    return Object.fromEntries(Object.entries(this.#queues).map(([name, { queue }]) => [name, queue.queueUrl]));
  }

  grantSend(grantee: IGrantable): void {
    for (const deliveries of Object.values(this.#queues)) deliveries.grantSend(grantee);
  }
}
