import type { HttpRequest } from '../http.ts';
import type { LambdaFunction } from '../template/wiring.ts';

/** What IAM calls the services that functions may ask. */
export type Service = 'dynamodb' | 'ecr' | 's3' | 'secretsmanager' | 'sqs';

/** A request to AWS, by name. */
export interface AwsCall {
  readonly lambda: LambdaFunction;
  readonly service: Service;
  /** As in the API, such as `SendMessageBatch`. */
  readonly action: string;
  /** What the JSON protocols say; empty for S3. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly request: HttpRequest;
}

/** The names of the services in the JSON protocols' `X-Amz-Target`. */
const TARGETS: Readonly<Record<string, Service>> = {
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
};

const S3_OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  DELETE: 'DeleteObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
};

/**
 * Names a request.
 *
 * @throws Error for a service or an action that replay does not know
 */
export const awsCall = (request: HttpRequest, functions: readonly LambdaFunction[]): AwsCall => {
  const lambda = functions.find(({ name }) => name === accessKeyId(request));
  if (lambda === undefined) throw new Error(`nobody's credentials: ${request.method} ${request.path}`);
  const target = request.headers['x-amz-target'];
  if (target === undefined) return { lambda, service: 's3', action: s3Action(request), body: {}, request };
  const [prefix = '', action = ''] = target.split('.');
  const service = TARGETS[prefix];
  if (service === undefined) throw new Error(`replay has no stand-in for ${target}`);
  return { lambda, service, action, body: JSON.parse(request.body.toString()), request };
};

/** Each function signs with a key of its own, named as the function. */
const accessKeyId = ({ headers }: HttpRequest): string | undefined =>
  /Credential=([^/]+)\//.exec(headers['authorization'] ?? '')?.[1];

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
