import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** moto's own. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** Of nobody. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' };

/** The services, by the bare SDK; by bare HTTP those that Tallyman has no client of. */
export type Aws = ReturnType<typeof awsAt>;

export const awsAt = (endpoint: string) => {
  const connection = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    endpoint,
    cloudFormation: new CloudFormationClient(connection),
    dynamodb: new DynamoDBClient(connection),
    ecr: new ECRClient(connection),
    s3: new S3Client({ ...connection, forcePathStyle: true }),
    secretsManager: new SecretsManagerClient(connection),
    securityHub: new SecurityHubClient(connection),
    sns: new SNSClient(connection),
    sqs: new SQSClient(connection),
    /** @param path - such as `functions/` */
    lambda: (method: string, path: string, body?: object) =>
      ask(`${endpoint}/2015-03-31/${path}`, 'lambda', { method, ...(body && { body: JSON.stringify(body) }) }),
    events: (action: string, body: object) =>
      ask(endpoint, 'events', {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSEvents.${action}` },
        body: JSON.stringify(body),
      }),
  };
};

/** moto wants a signature, and does not check it: it says the service and the Region. */
const ask = async (url: string, service: string, request: RequestInit): Promise<unknown> => {
  const headers = new Headers(request.headers);
  const scope = `test/20260101/${REGION}/${service}/aws4_request`;
  headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`);
  const answer = await fetch(url, { ...request, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status} to ${request.method} ${url}: ${text}`);
  return JSON.parse(text);
};
