import { expect, test } from 'vitest';
import type { Secrets } from '../../functions/core/ports/secrets.ts';

export interface Keeper {
  readonly secrets: Secrets;
  /** Makes the secret, or rotates it. */
  set(name: string, value: string): void;
}

const NAME = 'tallyman/slack-token';

/** What every keeper of secrets promises. */
export const secretsContract = (newKeeper: () => Promise<Keeper>): void => {
  test('a secret is read by its name', async () => {
    const { secrets, set } = await newKeeper();
    set(NAME, 'made-up-1');
    set('tallyman/other', 'made-up-2');
    expect(await secrets.read(NAME)).toBe('made-up-1');
    expect(await secrets.read('tallyman/other')).toBe('made-up-2');
  });

  test('a secret that was rotated is read anew where somebody asks for it, and kept from then on', async () => {
    const { secrets, set } = await newKeeper();
    set(NAME, 'made-up-1');
    await secrets.read(NAME);
    set(NAME, 'made-up-2');
    expect(await secrets.read(NAME)).toBe('made-up-1');
    expect(await secrets.read(NAME, { refresh: true })).toBe('made-up-2');
    expect(await secrets.read(NAME)).toBe('made-up-2');
  });

  test('a secret that is not there is an error with the remedy, until it is made', async () => {
    const { secrets, set } = await newKeeper();
    await expect(secrets.read(NAME)).rejects.toMatchObject({
      name: 'UnusableSecretError',
      message: `there is no secret ${NAME}`,
      remedy: `create the secret ${NAME}`,
    });
    set(NAME, 'made-up-1');
    expect(await secrets.read(NAME)).toBe('made-up-1');
  });
};
