import type { SNSClient } from '@aws-sdk/client-sns';
import type { Receiver } from '../../core/domain/policy.ts';
import { snsMessage } from '../../core/messages/sns/message.ts';
import type { Channel } from '../../core/ports/channel.ts';
import { type DeliveryOutcome, unknownReceiver } from '../../core/ports/deliveries.ts';
import { publish } from './publish.ts';
import { deployAgain } from './remedy.ts';

interface SnsWorld {
  /** All of the policy. */
  readonly receivers: readonly Receiver[];
  /** The ARN of the topic of each SNS receiver, by the receiver's name. */
  readonly topics: Readonly<Record<string, string>>;
  readonly client: SNSClient;
}

/** SNS: one message to the topic of the receiver. */
export const snsChannel = ({ receivers, topics, client }: SnsWorld): Channel => ({
  deliver: async (record, recordKey, name, receipts, keep) => {
    const receiver = receivers.find((candidate) => candidate.name === name);
    if (receiver?.channel !== 'sns') return unknownReceiver(name);
    const arn = new Map(Object.entries(topics)).get(name);
    if (arn === undefined) return withoutTopic(name);
    if (receipts.length > 0) return { kind: 'delivered', receipts };
    const topic = { receiver: name, arn, own: 'email' in receiver };
    const outcome = await publish(client, topic, snsMessage({ record, recordKey, receiver: name }));
    if (outcome.kind === 'delivered') await keep(outcome.receipts);
    return outcome;
  },
});

const withoutTopic = (name: string): DeliveryOutcome => ({
  kind: 'refused',
  reason: `the function was not told the topic of ${name}`,
  remedy: deployAgain,
});
