import * as z from 'zod/mini';

interface Named {
  /** Of the event. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/** A nudge: something was scanned. What came of it the registry's API says, not the event. */
export interface Scanned extends Named {
  readonly kind: 'scanned';
  readonly digest: string;
  /** How many findings the event counted; 0 where it counted none or did not say. */
  readonly counted: number;
}

/** An image, or an index, was pushed, or was given a tag. */
export interface Pushed extends Named {
  readonly kind: 'pushed';
  readonly digest: string;
  /** Null where it was pushed without one, as the parts of an index are. */
  readonly tag: string | null;
  readonly at: string;
}

/** An image, or one of its tags, was deleted; or it was archived or restored. */
export interface Touched extends Named {
  readonly kind: 'touched';
  readonly digest: string;
  /** The tag that was deleted; null where the event names none. */
  readonly tag: string | null;
}

/** Time brought something of a lineage. */
export interface Due extends Named {
  readonly kind: 'due';
  readonly lineage: string;
}

/** A nudge about one image. */
export type ImageNudge = Scanned | Pushed | Touched;
export type Nudge = ImageNudge | Due;

/** A message that no retry can mend. The text names the path and the value that are wrong. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

const MAX_SHOWN_CHARACTERS = 80;

const text = z.string().check(z.minLength(1));
const digest = z.string().check(z.startsWith('sha256:'));

const named = { id: text, account: z.string().check(z.regex(/^\d{12}$/)), region: text };

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
const scanned = z.object({
  ...named,
  detail: z.object({
    'repository-name': text,
    'image-digest': digest,
    'finding-severity-counts': z.nullish(z.record(z.string(), z.number())),
  }),
});
const acted = z.object({
  ...named,
  time: z.iso.datetime(),
  detail: z.object({
    'action-type': text,
    'repository-name': text,
    'image-digest': digest,
    'image-tag': z.nullish(z.string()),
  }),
});
/** Ours: sent by `resend`. */
const due = z.object({ ...named, detail: z.object({ 'repository-name': text, lineage: text }) });

/**
 * Reads an event of ECR as EventBridge puts it into the queue, or our own of what is due.
 *
 * @throws MalformedEventError that names the first path that is wrong, and its value
 */
export const parseEvent = (body: string): Nudge => {
  const event = json(body);
  const type = isObject(event) ? event['detail-type'] : undefined;
  if (type === 'ECR Image Action') return parseAction(event);
  return type === 'Lineage Due' ? parseDue(event) : parseScan(event);
};

const parseScan = (event: unknown): Scanned => {
  const { id, account, region, detail } = read(scanned, event);
  const counts = detail['finding-severity-counts'] ?? {};
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    kind: 'scanned',
    id,
    account,
    region,
    repository: detail['repository-name'],
    digest: detail['image-digest'],
    counted,
  };
};

const parseAction = (event: unknown): Pushed | Touched => {
  const { id, account, region, time, detail } = read(acted, event);
  const image = { id, account, region, repository: detail['repository-name'], digest: detail['image-digest'] };
  const tag = detail['image-tag'] || null;
  return detail['action-type'] === 'PUSH'
    ? { kind: 'pushed', ...image, tag, at: new Date(time).toISOString() }
    : { kind: 'touched', ...image, tag };
};

const parseDue = (event: unknown): Due => {
  const { id, account, region, detail } = read(due, event);
  return { kind: 'due', id, account, region, repository: detail['repository-name'], lineage: detail.lineage };
};

const read = <S extends z.core.$ZodType>(schema: S, event: unknown): z.infer<S> => {
  const { success, data, error } = z.safeParse(schema, event);
  if (!success) throw new MalformedEventError(describe(event, error.issues[0]));
  return data;
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
