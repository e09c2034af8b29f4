/** Where a receiver is, in words for the one who mends it. */
export interface Destination {
  /** The name of the secret, never its value. */
  readonly secret: string;
  /** What the secret should hold. */
  readonly holds: string;
  /** The channel, as far as the policy names it. */
  readonly place: string;
}

type Remedy = (to: Destination) => string;

/** What mends a secret that does not work. */
export const renewSecret: Remedy = ({ secret, holds }) => `put ${holds} into the secret ${secret}`;
const reinstall: Remedy = ({ secret }) =>
  `give the app the scope chat:write, install it again, and put its token into the secret ${secret}`;
const correctChannel: Remedy = ({ place, secret }) =>
  `check ${place} in tallyman.yaml, invite the app to it, and see that the secret ${secret} is of the same workspace`;
const invite: Remedy = ({ place }) => `invite the app to ${place}`;
const unarchive: Remedy = ({ place }) => `unarchive ${place}, or name another in tallyman.yaml`;
const allow: Remedy = ({ place }) => `let the app post to ${place}: a setting of the workspace forbids it`;
const retell: Remedy = () => 'start the redrive of the dead letter: the alert is then told anew';
const report: Remedy = () => 'report it with the record: Tallyman made a message that Slack does not take';

/**
 * By Slack's code.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage#errors
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
const REMEDIES: ReadonlyMap<string, Remedy> = new Map([
  ['access_denied', allow],
  ['account_inactive', renewSecret],
  ['action_prohibited', allow],
  ['cannot_reply_to_message', retell],
  ['channel_is_archived', unarchive],
  ['channel_not_found', correctChannel],
  ['ekm_access_denied', allow],
  ['invalid_arguments', report],
  ['invalid_auth', renewSecret],
  ['invalid_blocks', report],
  ['invalid_blocks_format', report],
  ['invalid_payload', report],
  ['invalid_token', renewSecret],
  ['is_archived', unarchive],
  ['message_not_found', retell],
  ['missing_scope', reinstall],
  ['msg_blocks_too_long', report],
  ['msg_too_long', report],
  ['no_permission', reinstall],
  ['no_service', renewSecret],
  ['no_team', renewSecret],
  ['no_text', report],
  ['not_allowed_token_type', renewSecret],
  ['not_authed', renewSecret],
  ['not_in_channel', invite],
  ['posting_to_general_channel_denied', allow],
  ['restricted_action', allow],
  ['restricted_action_non_threadable_channel', allow],
  ['restricted_action_read_only_channel', allow],
  ['restricted_action_thread_locked', retell],
  ['restricted_action_thread_only_channel', allow],
  ['team_disabled', renewSecret],
  ['thread_not_found', retell],
  ['token_expired', renewSecret],
  ['token_revoked', renewSecret],
]);

/** What mends an error, by Slack's code; null where it gave none. */
export const remedyFor = (code: string | null, to: Destination): string => {
  if (code === null) return `${renewSecret(to)}; if it is there, see what stands between the function and Slack`;
  return REMEDIES.get(code)?.(to) ?? `mend what Slack's documentation of chat.postMessage says of ${code}`;
};
