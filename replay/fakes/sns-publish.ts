import { Refusal } from './aws.ts';
import { checkAttributes } from './sns-attributes.ts';
import type { SnsRequest } from './sns-request.ts';

/** What was published, as its subscribers get it. */
export interface Published {
  readonly topicArn: string;
  /** Null where there is none. */
  readonly subject: string | null;
  /** What most protocols get: parsed where it is JSON. */
  readonly message: unknown;
  readonly email: string;
  readonly sms: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageId: string;
}

/** Bytes, of the message and its attributes. */
const MAX_BYTES = 262_144;
/** As older pages of the reference have it, the strictest there is: less than 100 of printable ASCII, no blank first. */
const SUBJECT = /^[!-~][ -~]{0,98}$/;

/** What a request to Publish says; refused as SNS does: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const parsePublish = (request: SnsRequest, topics: ReadonlySet<string>): Omit<Published, 'messageId'> => {
  const { parameter, attributes } = request;
  const topicArn = topicOf(request, topics);
  const subject = parameter('Subject');
  if (subject !== null && !SUBJECT.test(subject)) throw invalid('Subject');
  checkAttributes(attributes);
  const text = parameter('Message') ?? '';
  if (text === '') throw invalid('Empty message');
  const sent = [text, ...attributes.flatMap(({ name, type, value }) => [name, type, value])];
  if (Buffer.byteLength(sent.join('')) > MAX_BYTES) throw invalid('Message too long');
  return {
    topicArn,
    subject,
    ...formsOf(text, parameter('MessageStructure')),
    attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
  };
};

const invalid = (what: string): Refusal => new Refusal('InvalidParameter', `Invalid parameter: ${what}`);

const topicOf = ({ parameter }: SnsRequest, topics: ReadonlySet<string>): string => {
  const arn = parameter('TopicArn') ?? parameter('TargetArn') ?? '';
  if (arn === '') throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  if (arn.split(':').length < 6) throw invalid('TopicArn Reason: An ARN must have at least 6 elements');
  if (!topics.has(arn)) throw new Refusal('NotFound', 'Topic does not exist', 404);
  return arn;
};

/** The text for each protocol; keys whose value is no text are ignored. */
const formsOf = (text: string, structure: string | null): Pick<Published, 'message' | 'email' | 'sms'> => {
  if (structure === null) return { message: jsonOr(text, text), email: text, sms: text };
  if (structure !== 'json') throw invalid('MessageStructure');
  const forms = jsonOr(text, null);
  if (!isObject(forms)) throw invalid('Message Structure - JSON message body failed to parse');
  const { default: others, email, sms } = forms;
  if (typeof others !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
  const textOr = (form: unknown): string => (typeof form === 'string' ? form : others);
  return { message: jsonOr(others, others), email: textOr(email), sms: textOr(sms) };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonOr = (text: string, otherwise: unknown): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
};
