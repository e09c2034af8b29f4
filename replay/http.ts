import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export interface Listener {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on a free port of loopback.
 *
 * @param respond - `drop` ends the connection without an answer
 */
export const listen = async (respond: (request: HttpRequest) => Promise<HttpAnswer | 'drop'>): Promise<Listener> => {
  const server = createServer((incoming, response) => {
    read(incoming)
      .then(respond)
      .then((answer) => (answer === 'drop' ? response.destroy() : write(answer, response)))
      .catch((error: unknown) => write({ status: 500, headers: {}, body: String(error) }, response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};

const read = async (incoming: IncomingMessage): Promise<HttpRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
};

const write = ({ status, headers, body }: HttpAnswer, response: ServerResponse): void => {
  response.writeHead(status, headers);
  response.end(body);
};
