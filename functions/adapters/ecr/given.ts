import { shown } from '../../fault.ts';

/** What may be given at a key, as the SDK's types say it: the SDK looks at times alone. */
export type Giving<K extends PropertyKey, T> = { readonly [P in K]?: T | null | undefined };

const TYPES = {
  string: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => Number.isFinite(value),
  date: (value: unknown) => value instanceof Date && Number.isFinite(value.getTime()),
  array: (value: unknown) => Array.isArray(value),
  object: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
type Type = keyof typeof TYPES;

/** Something in `of` is of another type than it has to be; the message begins with its key. */
export class WrongTypeError extends Error {
  override readonly name = 'WrongTypeError';
  readonly of: object;

  constructor(of: object, key: PropertyKey, value: unknown, type: Type) {
    super(`${String(key)} is ${shown(value)}; expected a value of type ${type}`);
    this.of = of;
  }
}

const given = <O extends object, K extends keyof O>(of: O, key: K, type: Type): NonNullable<O[K]> | null => {
  const value = of[key] ?? null;
  if (value === null || TYPES[type](value)) return value;
  throw new WrongTypeError(of, key, value, type);
};

export const string = <K extends PropertyKey>(of: Giving<K, string>, key: K): string | null => given(of, key, 'string');

export const number = <K extends PropertyKey>(of: Giving<K, number>, key: K): number | null => given(of, key, 'number');

export const date = <K extends PropertyKey>(of: Giving<K, Date>, key: K): Date | null => given(of, key, 'date');

/** One that is missing has nothing of what it may have. */
export const part = <K extends PropertyKey, O extends Giving<K, object>>(of: O, key: K): Partial<NonNullable<O[K]>> =>
  given(of, key, 'object') ?? {};

export const list = <K extends PropertyKey, O extends Giving<K, readonly unknown[]>>(
  of: O,
  key: K,
): NonNullable<O[K]> | null => given(of, key, 'array');

/** A list of objects; one that is missing is empty. */
export const parts = <K extends PropertyKey, O extends Giving<K, readonly object[]>>(
  of: O,
  key: K,
): NonNullable<O[K]> | readonly [] => {
  const entries = given(of, key, 'array') ?? [];
  const broken = entries.findIndex((entry) => !TYPES.object(entry));
  if (broken >= 0) throw new WrongTypeError(entries, broken, entries[broken], 'object');
  return entries;
};

/** The keys to `sought` in `whole`, each with a dot behind it. */
export const pathTo = (sought: object, whole: unknown): string | null => {
  if (whole === sought) return '';
  if (typeof whole !== 'object' || whole === null) return null;
  for (const [key, value] of Object.entries(whole)) {
    const path = pathTo(sought, value);
    if (path !== null) return `${key}.${path}`;
  }
  return null;
};
