import type { HttpAnswer } from '../http.ts';

/** How SNS answers whatever it is asked: a limit, an outage, something in between. */
export interface SnsBehaviour {
  /** HTTP status; 400 where there is an `error`, else 500. */
  readonly status?: number;
  /** Seconds, told as `Retry-After`. */
  readonly retryAfter?: number;
  /** The code of its exception on the wire, such as `Throttled`. */
  readonly error?: string;
  readonly message?: string;
  /** Sent as it is. */
  readonly body?: string;
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
const REQUEST_ID = '<RequestId>00000000-0000-4000-8000-000000000000</RequestId>';

const xml = (status: number, body: string): HttpAnswer => ({ status, headers: { 'content-type': 'text/xml' }, body });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** https://docs.aws.amazon.com/sns/latest/dg/sns-making-api-requests.html */
export const accepted = (messageId: string): HttpAnswer =>
  xml(
    200,
    `<PublishResponse xmlns="${NAMESPACE}"><PublishResult><MessageId>${messageId}</MessageId></PublishResult><ResponseMetadata>${REQUEST_ID}</ResponseMetadata></PublishResponse>`,
  );

export const refused = (code: string, message: string, status: number): HttpAnswer => {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Type>${type}</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`;
  return xml(status, `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error>${REQUEST_ID}</ErrorResponse>`);
};

/** The answer of an SNS that behaves so. */
export const behaving = ({ retryAfter, ...behaviour }: SnsBehaviour): HttpAnswer => {
  const answer = answered(behaviour);
  return {
    ...answer,
    headers: { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) },
  };
};

const answered = ({ status, error, message = 'as the test wants it', body }: SnsBehaviour): HttpAnswer =>
  error === undefined ? xml(status ?? 500, body ?? '') : refused(error, message, status ?? 400);
