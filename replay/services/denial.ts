import type { HttpAnswer } from '../http.ts';
import type { AwsCall } from './aws-call.ts';

/** A refusal as the service of the call writes it. */
export const refuse = ({ service }: AwsCall, code: string, message: string, status: number): HttpAnswer =>
  service === 's3' ? refuseInXml(code, message, status) : refuseInJson(code, message, status);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const refuseInXml = (code: string, message: string, status: number): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

/** The JSON services say AccessDeniedException, with HTTP 400. */
const refuseInJson = (code: string, message: string, status: number): HttpAnswer => {
  const denied = code === 'AccessDenied';
  return {
    status: denied ? 400 : status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: denied ? 'AccessDeniedException' : code, message }),
  };
};
