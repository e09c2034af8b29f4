import type { SlackMessage } from '../../core/messages/slack/block.ts';
import type { SlackConnection } from './connection.ts';
import type { Posted, Updated } from './posted.ts';
import type { Destination } from './remedy.ts';
import { askSlack } from './web-client.ts';

export interface Bot {
  readonly token: string;
  readonly channelId: string;
  readonly to: Destination;
}

/** A message of a thread. */
export interface Reply {
  /** The `ts` of the first message, never that of another reply. */
  readonly parent: string;
  /** Whether the channel shows it, too. */
  readonly broadcast: boolean;
}

/** Posts as a bot: a reply, or a message of the channel's own. */
export const postAsBot = async (
  { token, channelId, to }: Bot,
  { text, blocks }: SlackMessage,
  reply: Reply | null,
  connection: SlackConnection,
): Promise<Posted> => {
  const message = { channel: channelId, text, blocks: [...blocks], unfurl_links: false, unfurl_media: false };
  const said = await askSlack(token, to, connection, ({ chat }) =>
    chat.postMessage(
      reply === null ? message : { ...message, thread_ts: reply.parent, reply_broadcast: reply.broadcast },
    ),
  );
  if (said.kind !== 'answer') return said;
  const { ts = null, message: posted } = said.answer;
  // A reply to what was deleted Slack may post to the channel, without a word but this: https://github.com/slack-go/slack/issues/1571
  const isReply = reply !== null && (posted === undefined || posted.thread_ts !== undefined);
  return { kind: 'accepted', receipt: ts, parent: isReply ? reply.parent : null };
};

/** Puts `message` in the place of the bot's own of `ts`: https://docs.slack.dev/reference/methods/chat.update */
export const updateAsBot = async (
  { token, channelId, to }: Bot,
  { text, blocks }: SlackMessage,
  ts: string,
  connection: SlackConnection,
): Promise<Updated> => {
  const said = await askSlack(token, to, connection, ({ chat }) =>
    chat.update({ channel: channelId, ts, text, blocks: [...blocks] }),
  );
  return said.kind === 'answer' ? { kind: 'updated' } : said;
};
