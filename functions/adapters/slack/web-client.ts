import { type Logger, LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { listening, type SlackConnection } from './connection.ts';
import { type No, postedOf } from './posted.ts';
import type { Destination } from './remedy.ts';

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

/** Asks Slack's Web API once, as the owner of `token`; a "no" is a value. */
export const askSlack = async <T>(
  token: string,
  to: Destination,
  connection: SlackConnection,
  ask: (client: WebClient) => Promise<T>,
): Promise<{ readonly kind: 'answer'; readonly answer: T } | No> => {
  const { fetch, heard } = listening(connection.fetch);
  const client = new WebClient(token, {
    fetch,
    timeout: connection.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
  try {
    return { kind: 'answer', answer: await ask(client) };
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
