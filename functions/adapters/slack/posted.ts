import type { DeliveryFailure } from '../../core/ports/deliveries.ts';
import { type Destination, remedyFor } from './remedy.ts';

type Retry = Extract<DeliveryFailure, { kind: 'retry' }>;
type Refused = Extract<DeliveryFailure, { kind: 'refused' }> & {
  /** Slack's word for it; null where it gave none. */
  readonly code: string | null;
};

/** What a "no" of Slack's means. */
export type No = Retry | Refused;

/** A message that Slack took. */
export interface Accepted {
  readonly kind: 'accepted';
  /** Its `ts`; null from a webhook. */
  readonly receipt: string | null;
  /** The first message of the thread that it is in; null where it is a message of the channel's own. */
  readonly parent: string | null;
}

/** How Slack took one message. */
export type Posted = Accepted | No;

/** How Slack took it that another message is put in the place of one. */
export type Updated = { readonly kind: 'updated' } | No;

/** What Slack answered instead of yes. */
export interface SlackNo {
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number;
  /** The word for the error: `error` of the Web API, the body of a webhook. May be anything, such as a page of HTML. */
  readonly word: unknown;
  /** What it has against the message, with places. */
  readonly complaints?: readonly string[];
}

/** A code of Slack's, and nothing else that might stand in its place. */
const CODE = /^[a-z][a-z0-9_]{1,79}$/;

/** What passes by itself. Any other code is refused: operators hear of it at once, and what is behind it goes on. */
const PASSING: ReadonlySet<string> = new Set([
  'external_channel_migrating',
  'fatal_error',
  'internal_error',
  'message_limit_exceeded',
  'org_login_required',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'rollup_error',
  'service_unavailable',
  'team_added_to_org',
  'update_failed',
]);
/** Of HTTP: request timeout, too early, too many requests. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/** What a "no" means. What Slack says in free text is not repeated: it may hold anything. */
export const postedOf = ({ status, retryAfter, word, complaints = [] }: SlackNo, to: Destination): No => {
  if (status === 0) return { kind: 'retry', reason: 'Slack did not answer', afterSeconds: 0 };
  const code = typeof word === 'string' && CODE.test(word) ? word : null;
  const answer = `Slack answered ${code === null ? status : `${status} ${code}`}`;
  if (passes(status, code)) return { kind: 'retry', reason: answer, afterSeconds: retryAfter };
  if (code === null && status < 400)
    return { kind: 'retry', reason: `${answer}, but not as Slack does, or not to the end`, afterSeconds: 0 };
  return { kind: 'refused', code, reason: [answer, ...complaints].join('; '), remedy: remedyFor(code, to) };
};

const passes = (status: number, code: string | null): boolean =>
  status >= 500 || PASSING_STATUSES.has(status) || (code !== null && PASSING.has(code));

/** A "no" as the end of a delivery's try. */
export const failureOf = (no: No): DeliveryFailure =>
  no.kind === 'retry' ? no : { kind: 'refused', reason: no.reason, remedy: no.remedy };
