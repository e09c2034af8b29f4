import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { Check, World } from './check.ts';
import { couldNotLook } from './could-not-look.ts';
import { type Diagnosis, ok, wrong } from './diagnosis.ts';

const ACTIONS = ['sns:ListSubscriptionsByTopic'];

/** A topic, and who is to hear of it. */
interface Listening {
  /** Such as `operators`. */
  readonly who: string;
  readonly topicArn: string;
  /** The addresses that the policy file names; null where it leaves them to others. */
  readonly addresses: readonly string[] | null;
}

/** Whether everybody who is to get mail has confirmed it. */
export const subscriptionsCheck: Check = {
  about: 'e-mail',
  actions: ACTIONS,
  look: async (world) => (await Promise.all(topicsOf(world).map((topic) => examineTopic(world.sns, topic)))).flat(),
};

const topicsOf = ({ stack, policyFile: { operators, policy } }: World): readonly Listening[] => {
  const ofOperators = stack.alarmTopics.map((topicArn) => ({ who: 'operators', topicArn, addresses: operators.email }));
  const ofReceivers = policy.receivers.flatMap((receiver): readonly Listening[] => {
    if (receiver.channel !== 'sns') return [];
    const { name: who } = receiver;
    if ('topicArn' in receiver) return [{ who, topicArn: receiver.topicArn, addresses: null }];
    const topicArn = stack.topics[who];
    // A receiver that is not deployed is the policy check's.
    return topicArn === undefined ? [] : [{ who, topicArn, addresses: receiver.email }];
  });
  return [...ofOperators, ...ofReceivers];
};

const examineTopic = async (sns: SNSClient, listening: Listening): Promise<readonly Diagnosis[]> => {
  const { who, topicArn, addresses } = listening;
  try {
    const subscriptions = await subscriptionsOf(sns, topicArn);
    return addresses === null
      ? [givenTopic(`topic of ${who}`, subscriptions)]
      : addresses.map((address) => examineAddress(listening, address, subscriptions));
  } catch (error) {
    return [couldNotLook(`topic of ${who}`, ACTIONS, error)];
  }
};

const subscriptionsOf = async (client: SNSClient, TopicArn: string): Promise<readonly Subscription[]> => {
  const all: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    all.push(...Subscriptions);
  return all;
};

/** One that was not confirmed, or was ended since, has a word in place of its ARN. */
const isConfirmed = ({ SubscriptionArn = '' }: Subscription): boolean => SubscriptionArn.startsWith('arn:');

const examineAddress = (
  { who, topicArn }: Listening,
  address: string,
  subscriptions: readonly Subscription[],
): Diagnosis => {
  const about = `e-mail ${address} of ${who}`;
  const its = subscriptions.filter(({ Protocol, Endpoint }) => Protocol === 'email' && Endpoint === address);
  if (its.some(isConfirmed)) return ok(about, 'confirmed');
  if (its.some(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation'))
    return wrong(
      about,
      'not confirmed',
      `open the mail "AWS Notification - Subscription Confirmation", also among spam`,
    );
  const subscribe = `aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint ${address}`;
  return wrong(about, 'not subscribed, or unsubscribed since', subscribe);
};

const givenTopic = (about: string, subscriptions: readonly Subscription[]): Diagnosis => {
  const confirmed = subscriptions.filter(isConfirmed).length;
  const all = subscriptions.length;
  return confirmed > 0
    ? ok(about, `${confirmed} of ${all} subscriptions confirmed`)
    : wrong(about, `${confirmed} of ${all} subscriptions confirmed: nobody is told`, 'subscribe somebody to it');
};
