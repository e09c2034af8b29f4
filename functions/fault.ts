import type * as z from 'zod/mini';

const MAX_SHOWN_CHARACTERS = 80;

/**
 * What a schema refused first in a shape from outside: its path, what stands there, and what was expected.
 *
 * @param whole - what to call `value` itself
 * @param issues - of which a message, where the schema gives one, says what was expected
 */
export const faultOf = (whole: string, value: unknown, [issue]: readonly z.core.$ZodIssue[]): string => {
  const path = issue?.path ?? [];
  const there = path.reduce<unknown>((at, key) => (isObject(at) ? at[String(key)] : undefined), value);
  const where = path.length === 0 ? whole : path.join('.');
  return `${where} is ${shown(there)}; expected ${expected(issue)}`;
};

const expected = (issue: z.core.$ZodIssue | undefined): string =>
  issue?.code === 'invalid_type' ? `a value of type ${issue.expected}` : String(issue?.message);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A value for people: cut where it is long. */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const whole = JSON.stringify(value);
  return whole.length > MAX_SHOWN_CHARACTERS ? `${whole.slice(0, MAX_SHOWN_CHARACTERS)}…` : whole;
};
