/** A config is read in milliseconds: nobody waits for one that is not. */
const TIMEOUT_MS = 5_000;

/**
 * The text at a URL, which is signed and so in no error and no log.
 *
 * @returns null where it has more than `bytes`
 * @throws Error where it cannot be read
 */
export const readAtMost = async (download: typeof fetch, url: string, bytes: number): Promise<string | null> => {
  const answer = await download(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(withoutUrl);
  if (answer.ok) return textOf(answer, bytes).catch(withoutUrl);
  await answer.body?.cancel();
  throw new Error(`the config of an image could not be downloaded: its URL answered ${answer.status}; ask again`);
};

const textOf = async ({ body }: Response, bytes: number): Promise<string | null> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > bytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Not even as the cause: an error of `fetch` may name the URL. */
const withoutUrl = (error: unknown): never => {
  const why = error instanceof Error ? error.name : 'unknown error';
  throw new Error(`the config of an image could not be downloaded: ${why}; ask again`);
};
