import type { SlackConnection } from './connection.ts';
import type { No } from './posted.ts';
import type { Destination } from './remedy.ts';
import { askSlack } from './web-client.ts';

/** Whose a bot's token is, and what it may do. */
export interface BotIdentity {
  readonly kind: 'bot';
  /** What the workspace is called; null where Slack does not say. */
  readonly team: string | null;
  /** Such as `chat:write`; null where Slack does not say. */
  readonly scopes: readonly string[] | null;
}

/** How a bot stands to a channel that it can see. */
export interface Membership {
  readonly kind: 'channel';
  readonly isMember: boolean;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

/** Asks Slack who the owner of `token` is: https://docs.slack.dev/reference/methods/auth.test */
export const botIdentity = async (
  token: string,
  to: Destination,
  connection: SlackConnection,
): Promise<BotIdentity | No> => {
  const said = await askSlack(token, to, connection, (client) => client.auth.test());
  if (said.kind !== 'answer') return said;
  const { team = null, response_metadata: { scopes = null } = {} } = said.answer;
  return { kind: 'bot', team, scopes };
};

/** Asks Slack of a channel, which takes more than posting to it does: https://docs.slack.dev/reference/methods/conversations.info */
export const channelMembership = async (
  token: string,
  channel: string,
  to: Destination,
  connection: SlackConnection,
): Promise<Membership | No> => {
  const said = await askSlack(token, to, connection, (client) => client.conversations.info({ channel }));
  if (said.kind !== 'answer') return said;
  const { is_member: isMember = false, is_private: isPrivate = false, is_archived = false } = said.answer.channel ?? {};
  return { kind: 'channel', isMember, isPrivate, isArchived: is_archived };
};
