import type { SlackMessage } from '../../core/messages/slack/block.ts';
import type { SlackConnection } from './connection.ts';
import type { Posted } from './posted.ts';
import type { Destination } from './remedy.ts';
import { askSlack } from './web-client.ts';

interface Bot {
  readonly token: string;
  readonly channelId: string;
  readonly to: Destination;
}

/** Posts as a bot, into the thread of `parent` where there is one. */
export const postAsBot = async (
  { token, channelId, to }: Bot,
  { text, blocks }: SlackMessage,
  parent: string | null,
  connection: SlackConnection,
): Promise<Posted> => {
  const said = await askSlack(token, to, connection, (client) =>
    client.chat.postMessage({
      channel: channelId,
      text,
      blocks: [...blocks],
      unfurl_links: false,
      unfurl_media: false,
      ...(parent !== null && { thread_ts: parent }),
    }),
  );
  return said.kind === 'answer' ? { kind: 'accepted', receipt: said.answer.ts ?? null } : said;
};
