import { snsRequest } from '../fakes/sns-request.ts';
import type { HttpRequest } from '../http.ts';
import type { LambdaFunction } from '../template/wiring.ts';

/** What IAM calls the services that functions may ask. */
export type Service = keyof typeof PROTOCOLS;

type Json = Readonly<Record<string, unknown>>;

interface Asked {
  /** As in the API, such as `SendMessageBatch`. */
  readonly action: string;
  /** The parameters; of SNS the topic, of S3 none. */
  readonly body: Json;
}

/** A request to AWS, by name. */
export interface AwsCall extends Asked {
  readonly lambda: LambdaFunction;
  readonly service: Service;
  readonly request: HttpRequest;
}

/**
 * Names a request.
 *
 * @throws Error for a service or an action that replay does not know
 */
export const awsCall = (request: HttpRequest, functions: readonly LambdaFunction[]): AwsCall => {
  const { accessKeyId, service } = credentialOf(request);
  const lambda = functions.find(({ name }) => name === accessKeyId);
  if (lambda === undefined) throw new Error(`nobody's credentials: ${request.method} ${request.path}`);
  if (!isKnown(service)) throw new Error(`replay has no stand-in for ${service}: ${request.method} ${request.path}`);
  return { lambda, service, ...PROTOCOLS[service](request), request };
};

/** The key of whoever looks on: no function, so that IAM is not asked and nothing is counted. */
export const ONLOOKER = 'onlooker';

/** The service that an onlooker asks; null where it is a function that asks. */
export const askedByOnlooker = (request: HttpRequest): Service | null => {
  const { accessKeyId, service } = credentialOf(request);
  return accessKeyId === ONLOOKER && isKnown(service) ? service : null;
};

/**
 * Whose key signed, and for which service: each function has a key of its own, named as itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
const credentialOf = ({ headers }: HttpRequest) => {
  const scope = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/;
  const [, accessKeyId = '', service = ''] = scope.exec(headers['authorization'] ?? '') ?? [];
  return { accessKeyId, service };
};

const isKnown = (service: string): service is Service => Object.hasOwn(PROTOCOLS, service);

const json = ({ body }: HttpRequest): Json => JSON.parse(body.toString());

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
const jsonProtocol = (request: HttpRequest): Asked => {
  const [, action = ''] = (request.headers['x-amz-target'] ?? '').split('.');
  return { action, body: json(request) };
};

const S3_OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  DELETE: 'DeleteObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
};

const s3Action = ({ method, path }: HttpRequest): string => {
  const { bucket, key } = s3Path(path);
  const action = S3_OBJECT_ACTIONS[method];
  if (bucket && key && action !== undefined) return action;
  throw new Error(`replay does not know the S3 request ${method} ${path}`);
};

/** Bucket and key of a path-style request: the endpoint is an IP address. */
export const s3Path = (path: string): { readonly bucket: string; readonly key: string } => {
  const [bucket = '', ...key] = new URL(path, 'http://s3').pathname.slice(1).split('/');
  return { bucket, key: decodeURIComponent(key.join('/')) };
};

const securityHubAction = ({ method, path }: HttpRequest): string => {
  if (method === 'POST' && path === '/findings/import') return 'BatchImportFindings';
  throw new Error(`replay does not know the Security Hub request ${method} ${path}`);
};

const snsAsked = (request: HttpRequest): Asked => {
  const { action, parameter } = snsRequest(request);
  return { action, body: { TopicArn: parameter('TopicArn') } };
};

const PROTOCOLS = {
  dynamodb: jsonProtocol,
  ecr: jsonProtocol,
  s3: (request: HttpRequest): Asked => ({ action: s3Action(request), body: {} }),
  secretsmanager: jsonProtocol,
  securityhub: (request: HttpRequest): Asked => ({ action: securityHubAction(request), body: json(request) }),
  sns: snsAsked,
  sqs: jsonProtocol,
};
