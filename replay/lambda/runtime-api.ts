import type { Clock } from '../clock.ts';
import { type HttpAnswer, type HttpRequest, listen } from '../http.ts';

/** How an invocation ended. */
export type Invocation =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: string };

/** The side of the Runtime API that Lambda keeps, for one function: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export interface RuntimeApi {
  /** Host and port, as in `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** One at a time. */
  invoke(id: string, event: unknown): Promise<Invocation>;
  /** All that the function printed in this invocation has been read. */
  ended(id: string): void;
  /** Ends what runs, if anything does. */
  fail(error: string): void;
  close(): Promise<void>;
}

interface Running {
  readonly id: string;
  readonly event: unknown;
  readonly ended: PromiseWithResolvers<void>;
  readonly outcome: PromiseWithResolvers<Invocation>;
}

export const runtimeApi = async (arn: string, clock: Clock, timeoutSeconds: number): Promise<RuntimeApi> => {
  let running: Running | null = null;
  /** Set while the function waits for work. */
  let deliver: ((next: Running) => void) | null = null;
  /** Why the process that is about to end could not begin. */
  let initError: string | null = null;

  const work = (): Running | Promise<Running> => {
    if (running !== null) return running;
    return new Promise((resolve) => {
      deliver = resolve;
    });
  };
  const report = async ({ path, body }: HttpRequest): Promise<HttpAnswer> => {
    const reported: unknown = JSON.parse(body.toString());
    if (path.endsWith('/init/error')) initError = errorText(reported);
    else if (running !== null) {
      const { ended, outcome } = running;
      await ended.promise;
      running = null;
      outcome.resolve(invocationOf(path, reported));
    }
    return { status: 202, headers: {}, body: '' };
  };

  const { url, close } = await listen(async (request) =>
    request.method === 'GET' ? nextAnswer(await work(), arn, clock.now(), timeoutSeconds) : report(request),
  );
  return {
    address: new URL(url).host,
    invoke: (id, event) => {
      running = { id, event, ended: Promise.withResolvers(), outcome: Promise.withResolvers() };
      deliver?.(running);
      deliver = null;
      return running.outcome.promise;
    },
    ended: (id) => {
      if (running?.id === id) running.ended.resolve();
    },
    fail: (error) => {
      running?.outcome.resolve({ kind: 'failed', error: initError ?? error });
      running = null;
      deliver = null;
      initError = null;
    },
    close,
  };
};

const nextAnswer = ({ id, event }: Running, arn: string, now: number, timeoutSeconds: number): HttpAnswer => ({
  status: 200,
  headers: {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(now + timeoutSeconds * 1000),
    'lambda-runtime-invoked-function-arn': arn,
    'x-replay-now': String(now),
  },
  body: JSON.stringify(event),
});

const invocationOf = (path: string, reported: unknown): Invocation =>
  path.endsWith('/response') ? { kind: 'answered', answer: reported } : { kind: 'failed', error: errorText(reported) };

const errorText = (reported: unknown): string => {
  if (typeof reported !== 'object' || reported === null) return String(reported);
  const { errorType, errorMessage } = reported as { readonly errorType?: unknown; readonly errorMessage?: unknown };
  return `${errorType}: ${errorMessage}`;
};
