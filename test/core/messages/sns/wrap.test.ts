import { expect, test } from 'vitest';
import { wrap } from '../../../../functions/core/messages/sns/wrap.ts';

const words = (count: number): string => Array.from({ length: count }, () => 'words').join(' ');

test('a line has 76 characters at most', () => {
  expect(wrap(`${words(12)} four`)).toBe(`${words(12)} four`);
  expect(wrap(`${words(12)} fives`, '- ', '  ')).toBe(`- ${words(12)}\n  fives`);
});

test('a dot between two things stays at the end of its line', () => {
  expect(wrap(`${words(12)} · CVSS 9.8`)).toBe(`${words(12)} ·\nCVSS 9.8`);
});

test('an address is never broken', () => {
  const address = `https://x.example/${'y'.repeat(100)}`;
  expect(wrap(`see ${address} for more`)).toBe(`see\n${address}\nfor more`);
});
