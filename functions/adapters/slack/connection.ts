/** How Slack is reached. */
export interface SlackConnection {
  readonly fetch: typeof globalThis.fetch;
  /** Of one request. */
  readonly timeoutMs: number;
}

/** What was heard last: the libraries drop some or all of it. `status` is 0 where no answer came. */
interface Heard {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number;
}

/** A `fetch` that remembers what it heard. */
export const listening = (fetch: typeof globalThis.fetch) => {
  let heard: Heard = { status: 0, retryAfter: 0 };
  const listen: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    heard = {
      status: response.status,
      retryAfter: Number.parseInt(response.headers.get('retry-after') ?? '', 10) || 0,
    };
    return response;
  };
  return { fetch: listen, heard: (): Heard => heard };
};
