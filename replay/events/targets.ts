import * as z from 'zod';
import type { Authority } from '../iam/authority.ts';
import type { AsyncInvokes } from '../lambda/async-invokes.ts';
import type { SqsAndS3 } from '../services/sqs-s3.ts';
import type { LambdaFunction, Queue, Rule, Wiring } from '../template/wiring.ts';

type Delivered =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'invoked' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Takes an event to one target of a rule; what is refused goes to the target's dead letters. */
export type Deliver = (rule: Rule, target: Rule['properties']['Targets'][number], event: object) => Promise<Delivered>;

interface TargetsOptions {
  readonly wiring: Wiring;
  readonly authority: Authority;
  readonly sqs: SqsAndS3;
  readonly async: AsyncInvokes;
}

const sent = z.object({ MessageId: z.string() });

export const targets = ({ wiring, authority, sqs, async }: TargetsOptions): Deliver => {
  const queueOf = (arn: string | undefined): Queue | undefined => wiring.queues.find((queue) => queue.arn === arn);

  const send = async (rule: Rule, queue: Queue, event: object, reason?: string): Promise<Delivered> => {
    if (!authority.eventsMay(rule.arn, 'sqs:SendMessage', queue.arn))
      return { kind: 'refused', reason: `the policy of ${queue.path} does not let the rule ${rule.path} send to it` };
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    const MessageAttributes =
      reason === undefined ? {} : { ERROR_MESSAGE: { DataType: 'String', StringValue: reason } };
    const message = { QueueUrl: queue.ref, MessageBody: JSON.stringify(event), MessageAttributes };
    const { MessageId: messageId } = sent.parse(await sqs.ask('SendMessage', message));
    return { kind: 'sent', messageId };
  };
  const invoke = (rule: Rule, lambda: LambdaFunction, event: object): Delivered => {
    if (!authority.eventsMay(rule.arn, 'lambda:InvokeFunction', lambda.arn))
      return { kind: 'refused', reason: `no permission lets the rule ${rule.path} invoke ${lambda.path}` };
    async.invoke(lambda, event);
    return { kind: 'invoked' };
  };
  const attempt = async (rule: Rule, arn: string, event: object): Promise<Delivered> => {
    const queue = queueOf(arn);
    if (queue !== undefined) return send(rule, queue, event);
    const lambda = wiring.functions.find((each) => each.arn === arn);
    if (lambda !== undefined) return invoke(rule, lambda, event);
    throw new Error(`${rule.path}: replay does not know the target ${arn}`);
  };

  return async (rule, { Arn, DeadLetterConfig }, event) => {
    const delivered = await attempt(rule, Arn, event);
    const deadLetters = queueOf(DeadLetterConfig?.Arn);
    if (delivered.kind === 'refused' && deadLetters !== undefined)
      await send(rule, deadLetters, event, delivered.reason);
    return delivered;
  };
};
