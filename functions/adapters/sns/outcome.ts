import type { DeliveryFailure } from '../../core/ports/deliveries.ts';
import { remedyFor, type Topic } from './remedy.ts';

/** What passes by itself; any other code is refused: operators hear of it at once. */
const PASSING: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'InternalError',
  'InternalFailure',
  'KMSThrottling',
  'RequestExpired',
  'ServiceUnavailable',
  'Throttled',
  'Throttling',
  'ThrottlingException',
]);
/** Of HTTP: request timeout, too many requests. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 429]);

/** A code of AWS's or of Node's, and nothing else that might stand in its place. */
const CODE = /^[A-Z][A-Za-z0-9_.]{1,79}$/;
/** What SNS has against a message, but for the reason: no text of anybody else's is in it. */
const COMPLAINT = /^Invalid parameter: [A-Za-z -]{1,80}?(?= Reason:|$)/;

/** What the SDK gives an error, whatever it is: of the answer, where there was one. */
interface SdkError {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  /** SNS's. */
  readonly Code?: unknown;
  /** Of the connection: Node's. */
  readonly code?: unknown;
  readonly message?: unknown;
}

const matching = (pattern: RegExp, ...texts: readonly unknown[]): string | null =>
  texts.flatMap((text) => (typeof text === 'string' && pattern.exec(text)?.[0]) || []).at(0) ?? null;

const passes = (status: number, code: string | null): boolean =>
  status < 300 || status >= 500 || PASSING_STATUSES.has(status) || (code !== null && PASSING.has(code));

/** What a failed try to publish means for the delivery. Free text is not repeated: it may hold anything. */
export const outcomeOf = (error: SdkError, topic: Topic): DeliveryFailure => {
  const { $metadata, $response, message } = error;
  const code = matching(CODE, error.Code, error.code);
  const status = $metadata?.httpStatusCode;
  const said = code === null ? '' : ` ${code}`;
  if (status === undefined) return { kind: 'retry', reason: `SNS did not answer${said}`, afterSeconds: 0 };
  const reason = `SNS answered ${status}${said}`;
  if (passes(status, code)) {
    const afterSeconds = Number.parseInt($response?.headers?.['retry-after'] ?? '', 10) || 0;
    return { kind: 'retry', reason, afterSeconds };
  }
  const complaint = matching(COMPLAINT, message);
  return {
    kind: 'refused',
    reason: complaint === null ? reason : `${reason}: ${complaint}`,
    remedy: remedyFor(code, complaint, topic),
  };
};
