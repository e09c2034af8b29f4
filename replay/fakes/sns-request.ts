import type { WireRequest } from './aws.ts';

/** An attribute as it came; empty where something is missing. */
export interface SnsAttribute {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** What a request to SNS says, in the AWS Query protocol: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export interface SnsRequest {
  readonly action: string;
  /** Null where there is no such parameter. */
  parameter(name: string): string | null;
  readonly attributes: readonly SnsAttribute[];
}

export const snsRequest = ({ body }: Pick<WireRequest, 'body'>): SnsRequest => {
  const form = new URLSearchParams(body.toString());
  return { action: form.get('Action') ?? '', parameter: (name) => form.get(name), attributes: attributesOf(form) };
};

const attributesOf = (form: URLSearchParams): SnsAttribute[] => {
  const entries = new Set([...form.keys()].flatMap((key) => /^MessageAttributes\.entry\.\d+\./.exec(key)?.[0] ?? []));
  return [...entries].map((entry) => ({
    name: form.get(`${entry}Name`) ?? '',
    type: form.get(`${entry}Value.DataType`) ?? '',
    value: form.get(`${entry}Value.StringValue`) ?? form.get(`${entry}Value.BinaryValue`) ?? '',
  }));
};
