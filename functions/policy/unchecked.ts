// A policy that may be wrong anywhere, for checks that want to say all the same what else is.

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const keysOf = (value: unknown): string[] => (isRecord(value) ? Object.keys(value) : []);

export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value that `path` leads to; undefined where there is none. */
export const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => {
    const found = typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, key) : undefined;
    return found?.value;
  }, value);
