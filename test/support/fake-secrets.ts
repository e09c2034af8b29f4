import { type Secrets, UnusableSecretError } from '../../functions/core/ports/secrets.ts';

/** Secrets in memory, kept once read. */
export const fakeSecrets = (secrets: Readonly<Record<string, string>> = {}) => {
  const newest = new Map(Object.entries(secrets));
  const kept = new Map<string, string>();
  const read: Secrets['read'] = async (name, { refresh } = { refresh: false }) => {
    const value = (refresh ? undefined : kept.get(name)) ?? newest.get(name);
    if (value === undefined) throw new UnusableSecretError(`there is no secret ${name}`, `create the secret ${name}`);
    kept.set(name, value);
    return value;
  };
  return {
    read,
    /** Makes the secret, or rotates it. */
    set: (name: string, value: string): void => {
      newest.set(name, value);
    },
  };
};
