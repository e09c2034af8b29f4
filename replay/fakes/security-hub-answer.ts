import type { HttpAnswer } from '../http.ts';

/** How Security Hub answers whatever it is asked: a limit, an outage, something in between. */
export interface SecurityHubBehaviour {
  /** HTTP status; by default that of `error`, or 200. */
  readonly status?: number;
  /** Seconds, told as `Retry-After`. */
  readonly retryAfter?: number;
  /** The name of an exception, such as `LimitExceededException`. */
  readonly error?: string;
  /** Sent as it is, as HTML. */
  readonly body?: string;
  /** Security Hub is off: said of each finding, or of the call. */
  readonly disabled?: 'finding' | 'call';
  /** What becomes of some findings, by `Id`: the code of their failure. */
  readonly failing?: Readonly<Record<string, string>>;
}

/** Why a finding was not imported. */
export interface FailedFinding {
  readonly Id: string;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  InternalException: 500,
  InvalidAccessException: 401,
  LimitExceededException: 429,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
};

const JSON_TYPE = { 'content-type': 'application/json' };

/** An error as the REST JSON protocol writes it: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const refusedAs = (code: string, message: string, status = STATUS[code] ?? 400): HttpAnswer => ({
  status,
  headers: { ...JSON_TYPE, 'x-amzn-errortype': code },
  body: JSON.stringify({ Code: code, Message: message }),
});

/** HTTP 200, whatever failed. */
export const answered = (SuccessCount: number, FailedFindings: readonly FailedFinding[]): HttpAnswer => ({
  status: 200,
  headers: JSON_TYPE,
  body: JSON.stringify({ FailedCount: FailedFindings.length, SuccessCount, FailedFindings }),
});

export const NOT_SUBSCRIBED = 'The account is not subscribed to AWS Security Hub';

/** The answer of a Security Hub that behaves so; null where it looks at the findings. */
export const behaving = (behaviour: SecurityHubBehaviour): HttpAnswer | null => {
  const { status, error, body, disabled } = behaviour;
  if (disabled === 'call') return refusedAs('InvalidAccessException', NOT_SUBSCRIBED);
  if (status === undefined && error === undefined && body === undefined) return null;
  const answer = instead(behaviour);
  const { retryAfter } = behaviour;
  return {
    ...answer,
    headers: { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) },
  };
};

const instead = ({ status, error, body }: SecurityHubBehaviour): HttpAnswer => {
  if (body !== undefined) return { status: status ?? 200, headers: { 'content-type': 'text/html' }, body };
  const code = error ?? (status === 429 ? 'TooManyRequestsException' : 'InternalException');
  return refusedAs(code, 'as it was told to', status);
};
