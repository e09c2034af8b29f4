import { buildApp } from 'fauxqs';
import * as z from 'zod';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Queue, Wiring } from '../template/wiring.ts';

/** SQS and S3, by fauxqs: delays and visibility follow `Date`. */
export interface SqsAndS3 {
  /** Answers a request as it came from a function. */
  readonly sqs: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly s3: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Asks in nobody's name. */
  ask(action: string, body: object): Promise<unknown>;
  messagesIn(queue: Queue): Promise<Messages>;
  stop(): Promise<void>;
}

const message = z.object({
  messageId: z.string(),
  body: z.string(),
  messageAttributes: z.record(z.string(), z.object({ StringValue: z.string().optional() })),
  delayUntil: z.number().optional(),
});
export type QueuedMessage = z.infer<typeof message>;

const inspected = z.object({
  messages: z.object({
    ready: z.array(message),
    delayed: z.array(message),
    inflight: z.array(z.object({ message, visibilityDeadline: z.number() })),
  }),
});
type Messages = z.infer<typeof inspected>['messages'];

export const startSqsAndS3 = async ({ queues, buckets }: Wiring, region: string): Promise<SqsAndS3> => {
  const app = buildApp({ logger: false, defaultRegion: region });
  /** fauxqs has queue URLs of its own. */
  const urls = new Map<unknown, string>();

  const inject = async ({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> => {
    // An answer is as long as it is, whatever the request said of its own length.
    const { 'transfer-encoding': _, ...sent } = headers;
    const answer = await app.inject({ method: method as 'POST', url: path, headers: sent, payload: body });
    return { status: answer.statusCode, headers: textual(answer.headers), body: answer.rawPayload };
  };
  const sqs = (request: HttpRequest): Promise<HttpAnswer> => {
    const { QueueUrl, ...rest } = z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString()));
    const body = QueueUrl === undefined ? rest : { ...rest, QueueUrl: urls.get(QueueUrl) ?? QueueUrl };
    return inject({ ...request, headers: withoutLength(request.headers), body: Buffer.from(JSON.stringify(body)) });
  };
  const ask = async (action: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    const answer = await sqs({ method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(body)) });
    if (answer.status !== 200) throw new Error(`SQS refused ${action} ${JSON.stringify(body)}: ${answer.body}`);
    return JSON.parse(answer.body.toString());
  };

  for (const queue of queues) {
    const made = await ask('CreateQueue', { QueueName: queue.name, Attributes: attributesOf(queue, queues, region) });
    urls.set(queue.ref, z.object({ QueueUrl: z.string() }).parse(made).QueueUrl);
  }
  for (const { name } of buckets) await app.inject({ method: 'PUT', url: `/${name}` });

  return {
    sqs,
    s3: inject,
    ask,
    messagesIn: async ({ name }) => {
      const answer = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${name}` });
      return inspected.parse(answer.json()).messages;
    },
    stop: () => app.close(),
  };
};

/** The attributes of SQS's API: texts. */
const attributesOf = ({ properties }: Queue, queues: readonly Queue[], region: string): Record<string, string> => {
  const { RedrivePolicy, RedriveAllowPolicy: _, QueueName: __, Tags: ___, FifoQueue, ...plain } = properties;
  const texts = Object.entries(plain).filter(([, value]) => value !== undefined);
  const deadLetters = queues.find(({ arn }) => arn === RedrivePolicy?.deadLetterTargetArn);
  if (RedrivePolicy && !deadLetters) throw new Error(`no template has the queue ${RedrivePolicy.deadLetterTargetArn}`);
  const redrive = deadLetters && {
    ...RedrivePolicy,
    // fauxqs knows one account.
    deadLetterTargetArn: `arn:aws:sqs:${region}:000000000000:${deadLetters.name}`,
  };
  return {
    ...Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    ...(FifoQueue && { FifoQueue: 'true' }),
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  };
};

const withoutLength = ({ 'content-length': _, ...headers }: HttpRequest['headers']): HttpRequest['headers'] => headers;

const textual = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !HOP_BY_HOP.has(name))
      .map(([name, value]) => [name, String(value)]),
  );

const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);
