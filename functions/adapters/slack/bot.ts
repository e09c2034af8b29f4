import { type Logger, LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { SlackMessage } from '../../core/messages/block.ts';
import { listening, type SlackConnection } from './connection.ts';
import { type Posted, postedOf } from './posted.ts';
import type { Destination } from './remedy.ts';

interface Bot {
  readonly token: string;
  readonly channelId: string;
  readonly to: Destination;
}

const quiet = () => {};
/** The library logs in free text what it sends and gets; what matters of it is in the outcome. */
const SILENT: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  setName: quiet,
  getLevel: () => LogLevel.ERROR,
};

const MAX_COMPLAINTS = 3;

/** Posts as a bot, into the thread of `parent` where there is one. */
export const postAsBot = async (
  { token, channelId, to }: Bot,
  { text, blocks }: SlackMessage,
  parent: string | null,
  connection: SlackConnection,
): Promise<Posted> => {
  const { fetch, heard } = listening(connection.fetch);
  const client = new WebClient(token, {
    fetch,
    timeout: connection.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
  try {
    const { ts } = await client.chat.postMessage({
      channel: channelId,
      text,
      blocks: [...blocks],
      unfurl_links: false,
      unfurl_media: false,
      ...(parent !== null && { thread_ts: parent }),
    });
    return { kind: 'accepted', receipt: ts ?? null };
  } catch (error) {
    return postedOf({ ...heard(), ...answerIn(error, token) }, to);
  }
};

const answerIn = (error: unknown, token: string): { readonly word: unknown; readonly complaints?: string[] } => {
  if (error instanceof WebAPIHTTPError) return { word: error.body?.error };
  if (!(error instanceof WebAPIPlatformError)) return { word: null };
  const { error: word, response_metadata: { messages = [] } = {} } = error.data;
  return { word, complaints: messages.filter((message) => !message.includes(token)).slice(0, MAX_COMPLAINTS) };
};
