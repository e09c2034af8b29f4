import * as z from 'zod/mini';

/** A nudge: something was scanned. What came of it the registry's API says, not the event. */
export interface ScanEvent {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
  /** How many findings the event counted; 0 where it counted none or did not say. */
  readonly counted: number;
}

/** A message that no retry can mend. The text names the path and the value that are wrong. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

const MAX_SHOWN_CHARACTERS = 80;

const text = z.string().check(z.minLength(1));

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
const schema = z.object({
  id: text,
  account: z.string().check(z.regex(/^\d{12}$/)),
  region: text,
  detail: z.object({
    'repository-name': text,
    'image-digest': z.string().check(z.startsWith('sha256:')),
    'finding-severity-counts': z.nullish(z.record(z.string(), z.number())),
  }),
});

/**
 * Reads an `ECR Image Scan` event as EventBridge puts it into the queue.
 *
 * @throws MalformedEventError that names the first path that is wrong, and its value
 */
export const parseScanEvent = (body: string): ScanEvent => {
  const event = json(body);
  const { success, data, error } = schema.safeParse(event);
  if (!success) throw new MalformedEventError(describe(event, error.issues[0]));
  const { id, account, region, detail } = data;
  const counts = detail['finding-severity-counts'] ?? {};
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { id, account, region, repository: detail['repository-name'], digest: detail['image-digest'], counted };
};

const json = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new MalformedEventError(`the message is not JSON: ${shown(body)}; expected an EventBridge event`);
  }
};

const describe = (event: unknown, issue: z.core.$ZodIssue | undefined): string => {
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((at, key) => (isObject(at) ? at[String(key)] : undefined), event);
  const where = path.length === 0 ? 'the message' : path.join('.');
  return `${where} is ${shown(value)}; expected ${expected(issue)}`;
};

const expected = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue?.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue?.code === 'invalid_format' && issue.format === 'starts_with') return 'a digest, sha256:…';
  if (issue?.code === 'invalid_format') return 'an account number of 12 digits';
  return 'a text that is not empty';
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const whole = JSON.stringify(value);
  return whole.length > MAX_SHOWN_CHARACTERS ? `${whole.slice(0, MAX_SHOWN_CHARACTERS)}…` : whole;
};
