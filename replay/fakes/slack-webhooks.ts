import type { HttpAnswer } from '../http.ts';
import type { WireRequest } from './aws.ts';
import { plain, refused } from './slack-answer.ts';
import { refusedMessage } from './slack-message.ts';
import { type AcceptedPost, parsePayload } from './slack-payload.ts';

/** Incoming webhooks, which keep what they take in `accepted`. */
export const slackWebhooks = (accepted: AcceptedPost[]) => {
  const paths = new Set<string>();
  return {
    addWebhook: (path: string): void => {
      paths.add(path);
    },
    post: (request: WireRequest): HttpAnswer => {
      if (!paths.has(request.path)) return refused('webhook', 'no_service');
      const payload = parsePayload(request);
      if (!payload) return refused('webhook', 'invalid_payload');
      const refusal = refusedMessage(payload);
      if (refusal) return refused('webhook', refusal.error);
      accepted.push({ channel: null, webhook: request.path, ts: null, payload });
      return plain(200, 'ok');
    },
  };
};
