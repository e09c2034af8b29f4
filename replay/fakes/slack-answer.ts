import type { HttpAnswer } from '../http.ts';

/** How Slack answers whatever it is asked: a limit, an outage, something in between. */
export interface SlackBehaviour {
  /** HTTP status; by default that of `error`, or 200. */
  readonly status?: number;
  /** Seconds, told as `Retry-After`. */
  readonly retryAfter?: number;
  /** Slack's code, such as `invalid_auth`. */
  readonly error?: string;
  /** Sent as it is, as HTML. */
  readonly body?: string;
}

/** The two ways to post: the Web API says no in JSON, with HTTP 200; a webhook in plain text, with a status. */
export type SlackDoor = 'web-api' | 'webhook';

/** https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks */
const WEBHOOK_STATUS: Readonly<Record<string, number>> = {
  action_prohibited: 403,
  channel_is_archived: 410,
  channel_not_found: 404,
  invalid_token: 403,
  no_service: 404,
  no_team: 404,
  rate_limited: 429,
  rollup_error: 500,
};

const OUTAGE = '<!DOCTYPE html><html><head><title>Slack</title></head><body>Something went wrong.</body></html>';

export const refused = (door: SlackDoor, error: string, messages: readonly string[] = []): HttpAnswer => {
  if (door === 'webhook') return plain(WEBHOOK_STATUS[error] ?? 400, error);
  const response_metadata = messages.length > 0 ? { response_metadata: { messages } } : {};
  return json({ ok: false, error, ...response_metadata });
};

export const json = (body: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

export const plain = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body,
});

/** The answer at `door` of a Slack that behaves so. */
export const behaving = (behaviour: SlackBehaviour, door: SlackDoor): HttpAnswer => {
  const { retryAfter } = behaviour;
  const answer = answered(behaviour, door);
  return {
    ...answer,
    status: behaviour.status ?? answer.status,
    headers: { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) },
  };
};

const answered = ({ status = 200, error, body }: SlackBehaviour, door: SlackDoor): HttpAnswer => {
  if (body !== undefined) return plain(status, body);
  if (error !== undefined) return refused(door, error);
  if (status === 429) return refused(door, door === 'webhook' ? 'rate_limited' : 'ratelimited');
  return plain(status, OUTAGE);
};
