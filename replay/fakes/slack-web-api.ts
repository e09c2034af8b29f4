import type { HttpAnswer } from '../http.ts';
import type { WireRequest } from './aws.ts';
import { refused } from './slack-answer.ts';
import { slackChat } from './slack-chat.ts';
import { type AcceptedPost, parsePayload } from './slack-payload.ts';

/** The methods of `slackChat`, for those who have a token. */
export const slackWebApi = (accepted: AcceptedPost[]) => {
  const channelsByToken = new Map<string, readonly string[]>();
  const { methods, remove } = slackChat(accepted);

  const refusedAccess = (token: string, channel: unknown): string | null => {
    const channels = channelsByToken.get(token);
    if (!channels) return token === '' ? 'not_authed' : 'invalid_auth';
    return channels.some((known) => known === channel) ? null : 'channel_not_found';
  };

  return {
    addToken: (token: string, { channels }: { readonly channels: readonly string[] }): void => {
      channelsByToken.set(token, channels);
    },
    remove,
    post: (request: WireRequest): HttpAnswer => {
      const method = methods.get(request.path);
      if (method === undefined) return refused('web-api', 'unknown_method');
      const payload = parsePayload(request);
      if (!payload) return refused('web-api', 'invalid_post_type');
      const token = (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
      const error = refusedAccess(token, payload['channel']);
      return error === null ? method(payload, token) : refused('web-api', error);
    },
  };
};
