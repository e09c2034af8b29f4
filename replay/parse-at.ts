import type * as z from 'zod';

/**
 * `value` as `shape` reads it.
 *
 * @param place - where the value stands, for the error
 * @throws Error that lists every path that is wrong
 */
export const parseAt = <T extends z.ZodType>(place: string, shape: T, value: unknown): z.infer<T> => {
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new Error(`${place}: ${problems.join('; ')}`);
};
