import * as z from 'zod';
import type { WireRequest } from './aws.ts';

export type SlackPayload = Readonly<Record<string, unknown>>;

/** A message that Slack took, to post it or to put it in the place of another. */
export interface AcceptedPost {
  /** Null from a webhook, which has a channel of its own. */
  readonly channel: string | null;
  /** The path of the webhook; null from a bot. */
  readonly webhook: string | null;
  /** Null from a webhook, which is not told it. */
  readonly ts: string | null;
  readonly payload: SlackPayload;
}

/** Arguments that a form carries as JSON text, and those that it carries as a word. */
const JSON_ARGUMENTS: ReadonlySet<string> = new Set(['attachments', 'blocks', 'metadata']);
const WORDS: Readonly<Record<string, boolean>> = { true: true, false: false };

const payload = z.record(z.string(), z.unknown());

/** What a request says, whether as JSON or as a form; null where it is neither. */
export const parsePayload = ({ headers, body }: WireRequest): SlackPayload | null => {
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/x-www-form-urlencoded')) return fromForm(body.toString());
  if (!contentType.startsWith('application/json')) return null;
  const parsed = payload.safeParse(jsonOrNull(body.toString()));
  return parsed.success ? parsed.data : null;
};

const fromForm = (body: string): SlackPayload =>
  Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => [
      key,
      JSON_ARGUMENTS.has(key) ? jsonOrNull(value) : (WORDS[value] ?? value),
    ]),
  );

const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
