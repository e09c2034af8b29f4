import type { Clock } from '../clock.ts';
import type { Authority } from '../iam/authority.ts';
import type { SqsAndS3 } from '../services/sqs-s3.ts';
import type { LambdaFunction, Wiring } from '../template/wiring.ts';
import type { Functions } from './functions.ts';

/** Invocations that nobody waits for: tried again, and in the end given to where failures go. */
export interface AsyncInvokes {
  invoke(lambda: LambdaFunction, event: unknown): void;
  /** When the next is due, epoch milliseconds; null where none is. */
  nextDue(): number | null;
  runDue(): Promise<void>;
}

interface Due {
  readonly at: number;
  readonly since: number;
  /** From 0. */
  readonly failures: number;
  readonly lambda: LambdaFunction;
  readonly event: unknown;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_AFTER_MS = [60_000, 120_000];

interface AsyncInvokesOptions {
  readonly clock: Clock;
  readonly functions: Functions;
  readonly authority: Authority;
  readonly sqs: SqsAndS3;
  readonly wiring: Wiring;
}

export const asyncInvokes = ({ clock, functions, authority, sqs, wiring }: AsyncInvokesOptions): AsyncInvokes => {
  let waiting: readonly Due[] = [];

  const run = async (due: Due): Promise<void> => {
    const { lambda, event, failures, since } = due;
    const outcome = await functions.invoke(lambda, event);
    if (outcome.kind === 'answered') return;
    const { retries, maxAgeSeconds } = lambda.async;
    const at = clock.now() + (RETRY_AFTER_MS[failures] ?? 0);
    const again = failures < retries && at - since <= maxAgeSeconds * 1000;
    if (again) waiting = [...waiting, { ...due, at, failures: failures + 1 }];
    else await giveUp(lambda, event, outcome.error);
  };

  const giveUp = async (lambda: LambdaFunction, requestPayload: unknown, error: string): Promise<void> => {
    const queue = wiring.queues.find(({ arn }) => arn === lambda.async.onFailure);
    if (queue === undefined || !authority.functionMay(lambda, 'sqs:SendMessage', lambda.async.onFailure ?? '')) return;
    const requestContext = { functionArn: lambda.arn, condition: 'RetriesExhausted' };
    const record = { version: '1.0', requestContext, requestPayload, responsePayload: { errorMessage: error } };
    await sqs.ask('SendMessage', { QueueUrl: queue.ref, MessageBody: JSON.stringify(record) });
  };

  return {
    invoke: (lambda, event) => {
      waiting = [...waiting, { at: clock.now(), since: clock.now(), failures: 0, lambda, event }];
    },
    nextDue: () => (waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at))),
    runDue: async () => {
      const due = waiting.filter(({ at }) => at <= clock.now());
      waiting = waiting.filter(({ at }) => at > clock.now());
      for (const each of due) await run(each);
    },
  };
};
