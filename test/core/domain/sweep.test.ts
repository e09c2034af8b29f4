import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagesToSweep, type Sweep, sweepAt } from '../../../functions/core/domain/sweep.ts';
import { aDigest, aHead, anImage, aPattern, aPolicy } from '../../support/builders.ts';

describe('the sweep to go on with', () => {
  const at = (day: number, time: string) => `2026-11-${day}T${time}:00.000Z`;
  const aSweep = (overrides: Partial<Sweep> = {}): Sweep => ({
    version: 7,
    startedAt: at(21, '03:45'),
    endedAt: at(21, '03:50'),
    after: 'payments/api',
    first: false,
    ...overrides,
  });

  test('is the first where there was none', () => {
    const startedAt = at(21, '03:45');
    expect(sweepAt(null, startedAt)).toEqual({ version: 0, startedAt, endedAt: null, after: null, first: true });
  });

  test.each([
    { first: true, version: 1 },
    { first: false, version: 30 },
  ])('is the one that has not ended, be it of days before: %o', (overrides) => {
    const unended = aSweep({ endedAt: null, ...overrides });
    for (const now of [at(21, '03:50'), at(22, '03:45'), at(25, '05:45')]) expect(sweepAt(unended, now)).toBe(unended);
  });

  test('is none where the one of today has ended', () => {
    for (const time of ['03:50', '05:45', '23:59']) expect(sweepAt(aSweep(), at(21, time))).toBeNull();
  });

  test('is a new one the next day, and not the first', () => {
    const startedAt = at(22, '03:45');
    const next = { version: 7, startedAt, endedAt: null, after: null, first: false };
    expect(sweepAt(aSweep(), startedAt)).toEqual(next);
    expect(sweepAt(aSweep({ first: true, endedAt: at(22, '03:45') }), at(22, '03:45'))).toEqual(next);
  });
});

describe('a sweep begins', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  /** In minutes after 03:00. */
  const beginning = (day: number): number => {
    const minutes = Array.from({ length: 180 }, (_, minute) => minute);
    const at = (minute: number) => new Date(day * DAY_MS + (180 + minute) * 60_000).toISOString();
    return minutes.find((minute) => sweepAt(null, at(minute)) !== null) ?? expect.unreachable(`never on ${day}`);
  };
  const DAYS = Array.from({ length: 80 }, (_, day) => 20_000 + day);

  test('each day five minutes later, so that ECR starts scans anew, and then at three again', () => {
    const later = DAYS.map((day) => beginning(day + 1) - beginning(day));
    expect(new Set(later)).toEqual(new Set([5, -175]));
    expect(later.filter((minutes) => minutes < 0)).toHaveLength(2);
  });

  test('no earlier than three, and no later than six', () => {
    expect(Math.min(...DAYS.map(beginning))).toBe(0);
    expect(Math.max(...DAYS.map(beginning))).toBe(175);
  });
});

describe('the images to sweep', () => {
  const AT = '2026-11-21T03:00:00.000Z';
  const sweep = (overrides: Partial<Parameters<typeof imagesToSweep>[0]>) =>
    imagesToSweep({ policy: aPolicy(), repository: 'payments/api', heads: [], tagged: [], at: AT, ...overrides });
  const anOther = (digit: string, tags: readonly string[], day = 1) =>
    anImage({ digest: aDigest(digit), tags, pushedAt: `2026-11-0${day}T09:00:00.000Z` });

  test('are those of the heads, whether or not they are there still, each once', () => {
    const heads = [aHead({ image: aDigest('a') }), aHead({ image: aDigest('b') }), aHead({ image: aDigest('a') })];
    expect(sweep({ heads })).toEqual([aDigest('a'), aDigest('b')]);
    expect(sweep({ heads, tagged: [anOther('b', ['v1'])] })).toEqual([aDigest('a'), aDigest('b')]);
  });

  test('are the one pushed last of each line, in whatever order', () => {
    const tagged = [
      anOther('1', ['v1.0.0'], 1),
      anOther('3', ['v1.2.0'], 3),
      anOther('2', ['v1.1.0', 'prod'], 2),
      anOther('4', ['pr-41'], 1),
      anOther('5', ['pr-42'], 1),
    ];
    const expected = ['2', '3', '5'].map(aDigest);
    expect(sweep({ tagged }).toSorted()).toEqual(expected);
    expect(sweep({ tagged: tagged.toReversed() }).toSorted()).toEqual(expected);
  });

  test('are none of tags that the policy ignores', () => {
    const policy = aPolicy({ ignore: [aPattern('pr-*')] });
    expect(sweep({ policy, tagged: [anOther('1', ['pr-41'], 2), anOther('2', ['pr-7', 'v1'], 1)] })).toEqual([
      aDigest('2'),
    ]);
  });

  test('are none without a tag', () => {
    expect(sweep({ tagged: [anOther('1', [])] })).toEqual([]);
  });

  test('are of every lineage that the policy splits the repository into', () => {
    const policy = aPolicy({ lineages: [{ repository: 'payments/api', tags: [aPattern('dev-*')] }] });
    const tagged = [anOther('1', ['v1'], 2), anOther('2', ['dev-1'], 3), anOther('3', ['dev-2'], 1)];
    expect(sweep({ policy, tagged }).toSorted()).toEqual([aDigest('1'), aDigest('2')]);
  });

  test('are none that were pushed too long ago, but as heads', () => {
    const tagged = (pushedAt: string) => [anImage({ pushedAt })];
    expect(sweep({ tagged: tagged('2026-05-25T03:00:00.000Z') })).toEqual([]);
    expect(sweep({ tagged: tagged('2026-05-25T03:00:00.001Z') })).toEqual([aDigest()]);
    expect(sweep({ tagged: tagged('2025-01-01T00:00:00.000Z'), heads: [aHead()] })).toEqual([aDigest()]);
  });

  test('are as many as there are lines at most, besides those of the heads', () => {
    const anyTagged = fc.uniqueArray(
      fc.record({ digit: fc.constantFrom(...'0123456789'), tag: fc.constantFrom('v1', 'v2', 'prod', 'pr-1', 'pr-2') }),
      { selector: ({ digit }) => digit },
    );
    fc.assert(
      fc.property(anyTagged, fc.subarray([...'0123456789']), (images, headed) => {
        const tagged = images.map(({ digit, tag }) => anOther(digit, [tag]));
        const heads = headed.map((digit) => aHead({ image: aDigest(digit) }));
        const swept = sweep({ tagged, heads });
        expect(new Set(swept).size).toBe(swept.length);
        const others = swept.filter((digest) => !headed.some((digit) => aDigest(digit) === digest));
        expect(others.length).toBeLessThanOrEqual(3);
        for (const digest of others) expect(tagged.map((image) => image.digest)).toContain(digest);
      }),
    );
  });
});
