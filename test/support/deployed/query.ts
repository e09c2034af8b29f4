import { Refusal } from '../../../replay/fakes/aws.ts';
import type { HttpAnswer } from '../../../replay/http.ts';

// The AWS query protocol: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html

/** What a service answers to one action, as XML without its envelope. */
export type QueryService = (action: string, parameters: URLSearchParams) => string;

export const answerQuery = (service: QueryService, body: string): HttpAnswer => {
  const parameters = new URLSearchParams(body);
  const action = parameters.get('Action') ?? '';
  try {
    const result = service(action, parameters);
    return xml(200, `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, status } = error;
    return xml(status, `<ErrorResponse><Error>${element({ Code: code, Message: message })}</Error></ErrorResponse>`);
  }
};

const xml = (status: number, body: string): HttpAnswer => ({ status, headers: { 'content-type': 'text/xml' }, body });

/** Each key an element; what is undefined is not there. */
export const element = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${escaped(value)}</${name}>`))
    .join('');

export const list = (name: string, members: readonly string[]): string =>
  `<${name}>${members.map((member) => `<member>${member}</member>`).join('')}</${name}>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
