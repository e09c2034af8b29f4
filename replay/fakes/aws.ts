import type * as z from 'zod';
import type { HttpAnswer, HttpRequest } from '../http.ts';

/** What an AWS service answers to one action. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service of AWS: answers an action, refuses it as AWS does, and throws only where the fake itself is used wrongly. */
export interface AwsService {
  handle(action: string, body: unknown): AwsAnswer;
}

/** Why AWS says no: `code` is the name of its exception. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** An error as the AWS JSON protocols write it: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const awsError = (code: string, message: string, status = 400): AwsAnswer => ({
  status,
  body: { __type: code, message },
});

type Action = (body: unknown) => unknown;

/** A service of these actions, by name. */
export const awsService = (actions: Readonly<Record<string, Action>>): AwsService => ({
  handle: (action, body) => {
    const act = actions[action];
    if (!act) return awsError('UnknownOperationException', `the operation ${action} is not known`);
    try {
      return { status: 200, body: act(body) };
    } catch (error) {
      if (error instanceof Refusal) return awsError(error.code, error.message, error.status);
      throw error;
    }
  },
});

/** `body` as `schema` reads it; what does not fit is refused as `code`, its path named. */
export const parseRequest = <T>(schema: z.ZodType<T>, body: unknown, code: string): T => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const constraints = parsed.error.issues.map(
    ({ path, message }) => `Invalid parameter at '${path.join('.')}' failed to satisfy constraint: '${message}'`,
  );
  throw new Refusal(code, constraints.join('; '));
};

/** A request as it came, or with its body as text. */
export type WireRequest = Omit<HttpRequest, 'body'> & { readonly body: Buffer | string };

/** Answers requests of the AWS JSON protocol: `X-Amz-Target`, such as `secretsmanager.GetSecretValue`, names the action. */
export const answerBy =
  (service: AwsService) =>
  ({ headers, body }: Pick<WireRequest, 'headers' | 'body'>): HttpAnswer => {
    const [, action = ''] = (headers['x-amz-target'] ?? '').split('.');
    const answer = service.handle(action, JSON.parse(body.toString()));
    return {
      status: answer.status,
      headers: { 'content-type': 'application/x-amz-json-1.1', ...answer.headers },
      body: JSON.stringify(answer.body),
    };
  };
