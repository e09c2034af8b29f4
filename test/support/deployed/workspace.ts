import { json, plain, refused } from '../../../replay/fakes/slack-answer.ts';
import { type HttpAnswer, type HttpRequest, listen } from '../../../replay/http.ts';

/** A channel of a workspace, as its bot stands to it. */
interface FakeChannel {
  readonly isMember: boolean;
  readonly isPrivate?: true;
  readonly isArchived?: true;
}

/** A workspace with one bot, which Slack's Web API is asked of. */
export interface Workspace {
  readonly token: string;
  scopes: readonly string[];
  /** By id. */
  channels: Readonly<Record<string, FakeChannel>>;
  /** How Slack answers whatever it is asked; null for its usual self. */
  answers: HttpAnswer | null;
  /** Sends to loopback what is meant for Slack. */
  readonly fetch: typeof globalThis.fetch;
  stop(): Promise<void>;
}

export const startWorkspace = async (token: string): Promise<Workspace> => {
  const { url, close } = await listen(async (request) => answer(workspace, request));
  const workspace: Workspace = {
    token,
    scopes: ['chat:write'],
    channels: {},
    answers: null,
    fetch: (target, init) => globalThis.fetch(String(target).replace(/^https:\/\/slack\.com/, url), init),
    stop: close,
  };
  return workspace;
};

const answer = (workspace: Workspace, { method, path, headers, body }: HttpRequest): HttpAnswer => {
  if (workspace.answers !== null) return workspace.answers;
  if (method !== 'POST') return plain(405, 'method_not_allowed');
  if (headers['authorization'] !== `Bearer ${workspace.token}`) return refused('web-api', 'invalid_auth');
  const said = path === '/api/auth.test' ? authTest() : info(workspace, path, new URLSearchParams(body.toString()));
  return { ...said, headers: { ...said.headers, 'x-oauth-scopes': workspace.scopes.join(',') } };
};

// https://docs.slack.dev/reference/methods/auth.test
const authTest = (): HttpAnswer =>
  json({ ok: true, url: 'https://acme.slack.com/', team: 'Acme', user: 'tallyman', team_id: 'T0', user_id: 'U0' });

/** https://docs.slack.dev/reference/methods/conversations.info: public channels take one scope, private ones another. */
const info = ({ scopes, channels }: Workspace, path: string, parameters: URLSearchParams): HttpAnswer => {
  if (path !== '/api/conversations.info') return refused('web-api', 'unknown_method');
  if (!scopes.includes('channels:read') && !scopes.includes('groups:read')) return refused('web-api', 'missing_scope');
  const id = parameters.get('channel') ?? '';
  const channel = channels[id];
  const { isMember = false, isPrivate = false, isArchived = false } = channel ?? {};
  const isSeen = isPrivate ? isMember && scopes.includes('groups:read') : scopes.includes('channels:read');
  if (channel === undefined || !isSeen) return refused('web-api', 'channel_not_found');
  return json({
    ok: true,
    channel: { id, is_channel: true, is_member: isMember, is_private: isPrivate, is_archived: isArchived },
  });
};
