import type { HttpAnswer } from '../http.ts';
import { Refusal, type WireRequest } from './aws.ts';
import { accepted, behaving, refused, type SnsBehaviour } from './sns-answer.ts';
import { type Published, parsePublish } from './sns-publish.ts';
import { snsRequest } from './sns-request.ts';

/** Amazon SNS on the wire: Publish, refusing what SNS refuses. */
export interface FakeSns {
  handle(request: Pick<WireRequest, 'body'>): HttpAnswer;
  /** In the order in which they came. */
  readonly published: readonly Published[];
  /** How it answers from now on; null for its usual self. */
  behave(behaviour: SnsBehaviour | null): void;
  /** Makes the topic. */
  addTopic(arn: string): void;
}

export const fakeSns = (): FakeSns => {
  const topics = new Set<string>();
  const published: Published[] = [];
  let behaviour: SnsBehaviour | null = null;

  const publish = (request: Pick<WireRequest, 'body'>): HttpAnswer => {
    const asked = snsRequest(request);
    if (asked.action !== 'Publish')
      return refused('InvalidAction', `The action ${asked.action} is not valid for this endpoint.`, 400);
    const messageId = `00000000-0000-4000-8000-${String(published.length + 1).padStart(12, '0')}`;
    published.push({ ...parsePublish(asked, topics), messageId });
    return accepted(messageId);
  };

  return {
    handle: (request) => {
      if (behaviour) return behaving(behaviour);
      try {
        return publish(request);
      } catch (error) {
        if (error instanceof Refusal) return refused(error.code, error.message, error.status);
        throw error;
      }
    },
    published,
    behave: (next) => {
      behaviour = next;
    },
    addTopic: (arn) => {
      topics.add(arn);
    },
  };
};
