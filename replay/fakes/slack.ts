import type { HttpAnswer } from '../http.ts';
import type { WireRequest } from './aws.ts';
import { behaving, plain, type SlackBehaviour, type SlackDoor } from './slack-answer.ts';
import type { AcceptedPost } from './slack-payload.ts';
import { slackWebApi } from './slack-web-api.ts';
import { slackWebhooks } from './slack-webhooks.ts';

/** Slack on the wire: `chat.postMessage`, `chat.update` and incoming webhooks, refusing what Slack refuses. */
export interface FakeSlack {
  handle(request: WireRequest): HttpAnswer;
  /** In the order in which they came: a payload with a `ts` takes the place of that message. */
  readonly accepted: readonly AcceptedPost[];
  /** How it answers from now on; null for its usual self. */
  behave(behaviour: SlackBehaviour | null): void;
  /** Somebody deletes the message of `ts`. */
  remove(ts: string): void;
  addToken(token: string, access: { readonly channels: readonly string[] }): void;
  /** @param path - such as `/services/T0/B0/secret` */
  addWebhook(path: string): void;
}

export const fakeSlack = (): FakeSlack => {
  const accepted: AcceptedPost[] = [];
  const webApi = slackWebApi(accepted);
  const webhooks = slackWebhooks(accepted);
  let behaviour: SlackBehaviour | null = null;
  return {
    handle: (request) => {
      const door: SlackDoor = request.path.startsWith('/api/') ? 'web-api' : 'webhook';
      if (behaviour) return behaving(behaviour, door);
      if (request.method !== 'POST') return plain(405, 'method_not_allowed');
      return door === 'web-api' ? webApi.post(request) : webhooks.post(request);
    },
    accepted,
    behave: (next) => {
      behaviour = next;
    },
    remove: webApi.remove,
    addToken: webApi.addToken,
    addWebhook: webhooks.addWebhook,
  };
};
