import { IncomingWebhook, IncomingWebhookHTTPError } from '@slack/webhook';
import type { SlackMessage } from '../../core/messages/slack/block.ts';
import { listening, type SlackConnection } from './connection.ts';
import { type Posted, postedOf } from './posted.ts';
import type { Destination } from './remedy.ts';

interface Webhook {
  readonly url: string;
  readonly to: Destination;
}

/** Posts through an incoming webhook, which gives no receipt. */
export const postToWebhook = async (
  { url, to }: Webhook,
  { text, blocks }: SlackMessage,
  connection: SlackConnection,
): Promise<Posted> => {
  const { fetch, heard } = listening(connection.fetch);
  const webhook = new IncomingWebhook(url, { fetch, timeout: connection.timeoutMs, retryConfig: { retries: 0 } });
  try {
    const answer = await webhook.send({ text, blocks: [...blocks], unfurl_links: false, unfurl_media: false });
    if (answer.text !== 'ok') return postedOf({ ...heard(), word: null }, to);
    return { kind: 'accepted', receipt: null, parent: null };
  } catch (error) {
    return postedOf({ ...heard(), word: error instanceof IncomingWebhookHTTPError ? error.body : null }, to);
  }
};
