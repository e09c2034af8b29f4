import * as z from 'zod/mini';
import { faultOf, shown } from './fault.ts';

/** A message that no retry can mend. The text names the path and the value that are wrong. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

export const text = z.string().check(z.minLength(1, 'a text that is not empty'));
export const time = z.iso.datetime('a time in UTC, such as 2026-11-21T08:00:00Z');
export const digest = z.string().check(z.startsWith('sha256:', 'a digest, sha256:…'));
const account = z.string().check(z.regex(/^\d{12}$/, 'an account number of 12 digits'));

export const listOf = <S extends z.core.$ZodType>(entry: S) =>
  z.array(entry).check(z.minLength(1, 'a list that is not empty'));

/** A repository by its name, or by its ARN: `Inspector2 Scan` gives that, `ECR Image Scan` the name. */
export const repository = z.pipe(
  text.check(z.regex(/^[^:]+$|^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/[^:]+$/, 'a name, or arn:…:repository/NAME')),
  z.transform((name: string) => name.replace(/^arn:.*:repository\//, '')),
);

/**
 * The shape of an event: `of`, and what every event tells. Made when one comes: making it takes a tenth of a millisecond or
 * more, and a run of a function meets one or two kinds.
 */
export const eventShape = <S extends z.core.$ZodLooseShape>(of: () => S) =>
  z.lazy(() => z.object({ id: text, account, region: text, ...of() }));

/** @throws MalformedEventError */
export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new MalformedEventError(`the message is not JSON: ${shown(body)}; expected an EventBridge event`);
  }
};

/** @throws MalformedEventError that names the first path that is wrong, and its value */
export const readEvent = <S extends z.core.$ZodType>(schema: S, event: unknown): z.output<S> => {
  const { success, data, error } = z.safeParse(schema, event);
  if (!success) throw new MalformedEventError(faultOf('the message', event, error.issues));
  return data;
};
