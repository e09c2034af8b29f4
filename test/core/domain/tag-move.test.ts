import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meaningAt } from '../../../functions/core/domain/tag-move.ts';

const day = (of: number): string => new Date(Date.UTC(2026, 2, of)).toISOString();
const MOVES = [
  { digest: 'a', at: day(1) },
  { digest: 'b', at: day(3) },
  { digest: 'b', at: day(4) },
  { digest: null, at: day(5) },
  { digest: 'a', at: day(7) },
];

describe('what a tag meant', () => {
  test.each([
    [day(1), { digest: 'a', since: day(1), until: day(3) }],
    [day(2), { digest: 'a', since: day(1), until: day(3) }],
    [day(3), { digest: 'b', since: day(3), until: day(5) }],
    [day(4), { digest: 'b', since: day(3), until: day(5) }],
    [day(8), { digest: 'a', since: day(7), until: null }],
  ])('at %s', (at, meaning) => {
    expect(meaningAt(MOVES, at)).toEqual(meaning);
  });

  test('is nothing before it was first given, and while it was taken away', () => {
    expect(meaningAt(MOVES, '2026-02-28T23:59:59.999Z')).toBeNull();
    expect(meaningAt(MOVES, day(6))).toBeNull();
    expect(meaningAt([], day(1))).toBeNull();
  });

  test('holds from its beginning until its end, whatever happened', () => {
    const anyMove = fc.record({
      digest: fc.constantFrom('a', 'b', null),
      at: fc.integer({ min: 1, max: 28 }).map(day),
    });
    const anyMoves = fc.uniqueArray(anyMove, { selector: ({ at }) => at, maxLength: 8 });
    fc.assert(
      fc.property(anyMoves, fc.integer({ min: 1, max: 28 }).map(day), (unsorted, at) => {
        const moves = unsorted.toSorted((a, b) => (a.at < b.at ? -1 : 1));
        const last = moves.findLast((move) => move.at <= at);
        const meaning = meaningAt(moves, at);
        expect(meaning?.digest ?? null).toBe(last?.digest ?? null);
        if (meaning === null) return;
        expect(meaning.since <= at && (meaning.until === null || at < meaning.until)).toBe(true);
        expect(meaningAt(moves, meaning.since)).toEqual(meaning);
      }),
    );
  });
});
