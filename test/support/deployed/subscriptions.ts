import { Refusal } from '../../../replay/fakes/aws.ts';
import { element, list, type QueryService } from './query.ts';

/** A subscription; its ARN is `PendingConfirmation` until it is confirmed, `Deleted` after it was ended. */
export interface FakeSubscription {
  readonly endpoint: string;
  readonly protocol: string;
  readonly arn: string;
}

/** SNS, of which only subscriptions are known: ListSubscriptionsByTopic, two a page. */
export const subscriptions =
  (byTopic: ReadonlyMap<string, readonly FakeSubscription[]>): QueryService =>
  (action, parameters) => {
    if (action !== 'ListSubscriptionsByTopic') throw new Refusal('InvalidAction', `no action ${action}`);
    const TopicArn = parameters.get('TopicArn') ?? '';
    const all = byTopic.get(TopicArn);
    if (all === undefined) throw new Refusal('NotFound', 'Topic does not exist', 404);
    const from = Number(parameters.get('NextToken') ?? 0);
    const members = all
      .slice(from, from + 2)
      .map(({ endpoint, protocol, arn }) =>
        element({ TopicArn, Protocol: protocol, SubscriptionArn: arn, Endpoint: endpoint, Owner: '111122223333' }),
      );
    return (
      list('Subscriptions', members) + element({ NextToken: from + 2 < all.length ? String(from + 2) : undefined })
    );
  };
