import { expect, test } from 'vitest';
import { limitOf } from '../../../cli/history/limit.ts';

test.each(['0', '-1', '1.5', 'all', '1001', ''])('a limit of %j is refused', (text) => {
  expect(() => limitOf(text)).toThrow('write a number of records, at most 1000');
});

test('a limit is a number of records', () => {
  expect(limitOf('1000')).toBe(1000);
});
