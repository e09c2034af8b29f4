import { type Secrets, UnusableSecretError } from '../../core/ports/secrets.ts';
import type { No } from './posted.ts';
import { type Destination, renewSecret } from './remedy.ts';

/** What is done with a secret, once. */
type Attempt<T> = (secret: string) => Promise<T | No> | No;

/** Does what `attempt` does with the secret of `to`. Refused with one that was rotated since, it is tried with the new one, once. */
export const withSecret = async <T extends { readonly kind: string }>(
  to: Destination,
  secrets: Secrets,
  attempt: Attempt<T>,
): Promise<T | No> => {
  try {
    const secret = await secrets.read(to.secret);
    const said = await attempt(secret);
    if (said.kind !== 'refused') return said;
    const newest = await secrets.read(to.secret, { refresh: true });
    return newest === secret ? said : await attempt(newest);
  } catch (error) {
    if (!(error instanceof UnusableSecretError)) throw error;
    return { kind: 'refused', code: null, reason: error.message, remedy: error.remedy };
  }
};

/** What is said of a secret of the wrong shape. */
export const unusable = (to: Destination): No => ({
  kind: 'refused',
  code: null,
  reason: `the secret ${to.secret} does not hold ${to.holds}`,
  remedy: renewSecret(to),
});
