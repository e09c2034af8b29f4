import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { bodyOf, type SnsMessage } from '../../core/messages/sns/message.ts';
import type { DeliveryOutcome } from '../../core/ports/deliveries.ts';
import { outcomeOf } from './outcome.ts';
import type { Topic } from './remedy.ts';

/** Publishes `message`; its receipt is SNS's id of it. */
export const publish = async (client: SNSClient, topic: Topic, message: SnsMessage): Promise<DeliveryOutcome> => {
  try {
    const { MessageId, $metadata } = await client.send(commandOf(topic.arn, message));
    return MessageId ? { kind: 'delivered', receipts: [MessageId] } : unlikeSns($metadata.httpStatusCode);
  } catch (error) {
    return outcomeOf(error instanceof Error ? error : {}, topic);
  }
};

const commandOf = (TopicArn: string, message: SnsMessage): PublishCommand => {
  const attributes = Object.entries(message.attributes).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  return new PublishCommand({
    TopicArn,
    Subject: message.subject,
    Message: bodyOf(message),
    MessageStructure: 'json',
    MessageAttributes: Object.fromEntries(attributes),
  });
};

const unlikeSns = (status: number | undefined): DeliveryOutcome => ({
  kind: 'retry',
  reason: `SNS answered ${status}, but not as SNS does, or not to the end`,
  afterSeconds: 0,
});
