import { describe, expect, test } from 'vitest';
import { findMeaningAt, findMeaningNow } from '../../../cli/source/find-meaning.ts';
import type { Manifest } from '../../../functions/core/ports/registry.ts';
import { aDigest } from '../../support/builders.ts';

const [A, B] = [aDigest('a'), aDigest('b')];
const day = (of: number): string => `2026-03-0${of}T09:00:00.000Z`;
const FIRST = { digest: A, at: day(2) };
const SECOND = { digest: B, at: day(4) };
const TAKEN = { digest: null, at: day(6) };

const asked = (moves: readonly (typeof FIRST | typeof TAKEN)[], now: string | null, whyNone: string | null = null) => ({
  name: 'payments/api:latest',
  moves,
  now: async (): Promise<Manifest | null> =>
    now === null ? null : { digest: now, tags: ['latest'], pushedAt: day(3), isIndex: false },
  whyNone: async () => whyNone,
});

describe('what a tag means now', () => {
  test('is what ECR says, since when the history says', async () => {
    const meaning = { digest: B, since: SECOND.at, until: null };
    expect(await findMeaningNow(asked([FIRST, SECOND], B))).toEqual(meaning);
  });

  test.each([
    ['nobody saw it move', []],
    ['the history has another', [FIRST]],
    ['the history has that it was taken away', [SECOND, TAKEN]],
  ])('is what ECR says, and no more, where %s', async (_, moves) => {
    expect(await findMeaningNow(asked(moves, B))).toEqual({ digest: B, since: null, until: null });
  });

  test('is nothing where it was taken away, and what it was is said', async () => {
    await expect(findMeaningNow(asked([FIRST, SECOND, TAKEN], null))).rejects.toThrow(
      'there is no image payments/api:latest now; it was sha256:bbbbbbbbbbbb from 2026-03-04 09:00 on: ask for a moment with --at',
    );
  });

  test('is nothing where there never was one', async () => {
    await expect(findMeaningNow(asked([], null))).rejects.toThrow(
      'there is no image payments/api:latest now: tallyman lineages shows those that there are',
    );
    await expect(findMeaningNow(asked([], null, 'there is no repository'))).rejects.toThrow(/^there is no repository$/);
  });
});

describe('what a tag meant', () => {
  test('is what the history says, whatever ECR says now', async () => {
    const moves = [FIRST, SECOND, TAKEN];
    const first = { digest: A, since: FIRST.at, until: SECOND.at };
    expect(await findMeaningAt(asked(moves, B), day(3))).toEqual(first);
    expect(await findMeaningAt(asked(moves, null), day(5))).toMatchObject({ digest: B, until: TAKEN.at });
    expect(await findMeaningAt(asked([FIRST], B), day(9))).toMatchObject({ digest: A, until: null });
  });

  test('is by what ECR says now where nobody saw it move', async () => {
    expect(await findMeaningAt(asked([], B), day(3))).toEqual({ digest: B, since: null, until: null });
  });

  const none = 'nobody knows what payments/api:latest meant at 2026-03-01 09:00';

  test.each([
    [
      'after it was taken away',
      [FIRST, TAKEN],
      B,
      day(7),
      /meant no image at 2026-03-07 09:00: taken away 2026-03-06 09:00;/,
    ],
    [
      'before it is known',
      [FIRST],
      A,
      day(1),
      `${none}: the earliest that is known is sha256:aaaaaaaaaaaa from 2026-03-02 09:00 on`,
    ],
    [
      'before it was taken away',
      [TAKEN],
      null,
      day(1),
      `${none}: the earliest that is known is taken away 2026-03-06 09:00`,
    ],
    [
      'before its image was pushed',
      [],
      A,
      day(1),
      `${none}: the earliest that is known is sha256:aaaaaaaaaaaa, pushed 2026-03-03 09:00`,
    ],
    ['of what is not there', [], null, day(1), `${none}, and ECR has no such image now`],
  ])('is never made up: %s', async (_, moves, now, at, says) => {
    await expect(findMeaningAt(asked(moves, now), at)).rejects.toThrow(says);
  });

  test('is not there where its repository is not', async () => {
    await expect(findMeaningAt(asked([], null, 'there is no repository'), day(1))).rejects.toThrow(
      /^there is no repository$/,
    );
  });
});
