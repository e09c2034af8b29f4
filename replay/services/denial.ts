import { refusedAs } from '../fakes/security-hub-answer.ts';
import { refused } from '../fakes/sns-answer.ts';
import type { HttpAnswer } from '../http.ts';
import type { AwsCall, Service } from './aws-call.ts';

type Refuse = (code: string, message: string, status: number) => HttpAnswer;

/** A refusal as the service of the call writes it. */
export const refuse = ({ service }: AwsCall, code: string, message: string, status: number): HttpAnswer =>
  REFUSALS[service](code, message, status);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const inS3Xml: Refuse = (code, message, status) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

/** The services of the JSON protocols say AccessDeniedException, with HTTP 400. */
const inJson: Refuse = (code, message, status) => {
  const denied = code === 'AccessDenied';
  return {
    status: denied ? 400 : status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: denied ? 'AccessDeniedException' : code, message }),
  };
};

const REFUSALS: Readonly<Record<Service, Refuse>> = {
  dynamodb: inJson,
  ecr: inJson,
  s3: inS3Xml,
  secretsmanager: inJson,
  securityhub: (code, message, status) =>
    refusedAs(code === 'AccessDenied' ? 'AccessDeniedException' : code, message, status),
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
  sns: (code, message, status) => refused(code === 'AccessDenied' ? 'AuthorizationError' : code, message, status),
  sqs: inJson,
};
