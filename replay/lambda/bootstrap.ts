// The process of a function: it speaks Lambda's Runtime API, and reaches nothing but loopback.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { type IncomingHttpHeaders, request } from 'node:http';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dateAt } from '../clock.ts';

const environment = (name: string): string => process.env[name] ?? '';

let now = Number(process.argv[2]);
globalThis.Date = dateAt(() => now);

// Who waits so as to ask no more than so often has waited at once: the stand-ins are never busy.
const elapsed = performance.now.bind(performance);
performance.now = () => elapsed() * 10_000;

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const [to, host] = Array.isArray(given[0]) ? given[0] : given;
  const target = typeof to === 'object' && to !== null && 'host' in to ? to.host : host;
  if (target === '127.0.0.1') return Reflect.apply(connect, this, given);
  // Not at once: TLS goes on with the socket first.
  setImmediate(() => this.destroy(new Error(`replay has no network: ${target} cannot be reached`)));
  return this;
};

const SLACK: ReadonlySet<string> = new Set(['https://slack.com', 'https://hooks.slack.com']);
/** ECR keeps layers there. */
const LAYERS = /^https:\/\/prod-[\w-]+-starport-layer-bucket\.s3\.[\w-]+\.amazonaws\.com$/;
const ownFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (LAYERS.test(url.origin)) return ownFetch(`${environment('AWS_ENDPOINT_URL')}/.layers${url.pathname}`, init);
  if (!SLACK.has(url.origin)) return ownFetch(input, init);
  const path = `${environment('AWS_LAMBDA_FUNCTION_NAME')}${url.pathname}${url.search}`;
  const stand = `${environment('AWS_ENDPOINT_URL')}/.slack/${path}`;
  return ownFetch(input instanceof Request ? new Request(stand, input) : stand, init);
};

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Not `fetch`: it gives up on an answer that lets it wait. */
const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = `http://${environment('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime/${path}`;
    const outgoing = request(url, { method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });

const failure = (error: unknown) => {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message, stackTrace: stack.split('\n') };
};

const [file = '', exported = ''] = environment('_HANDLER').split('.');
const bundle = pathToFileURL(join(environment('LAMBDA_TASK_ROOT'), `${file}.mjs`)).href;
const handler = await import(bundle).then(
  (module) => module[exported],
  async (error) => {
    await call('POST', 'init/error', failure(error));
    throw error;
  },
);

for (;;) {
  const { headers, body } = await call('GET', 'invocation/next');
  const id = String(headers['lambda-runtime-aws-request-id']);
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  now = Number(headers['x-replay-now']);
  const context = {
    awsRequestId: id,
    functionName: environment('AWS_LAMBDA_FUNCTION_NAME'),
    functionVersion: '$LATEST',
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: environment('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    logGroupName: environment('AWS_LAMBDA_LOG_GROUP_NAME'),
    logStreamName: environment('AWS_LAMBDA_LOG_STREAM_NAME'),
    getRemainingTimeInMillis: () => deadline - now,
  };
  const [path, answer] = await Promise.resolve(JSON.parse(body))
    .then((event) => handler(event, context))
    .then(
      (result) => ['response', result ?? null] as const,
      (error) => ['error', failure(error)] as const,
    );
  // As Lambda's own log does: whoever reads has seen all that was printed before.
  process.stdout.write(`END RequestId: ${id}\n`);
  await call('POST', `invocation/${id}/${path}`, answer);
}
