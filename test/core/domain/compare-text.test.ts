import { expect, test } from 'vitest';
import { compareText } from '../../../functions/core/domain/compare-text.ts';

test('upper case comes before lower case, and what is the same is neither before nor after', () => {
  expect(['b', 'a', 'B', '10', '9'].toSorted(compareText)).toEqual(['10', '9', 'B', 'a', 'b']);
  expect(compareText('a', 'a')).toBe(0);
});
