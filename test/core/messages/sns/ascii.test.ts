import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ASCII } from '../../../../functions/core/messages/sns/ascii.ts';
import { anyAwkwardText } from '../../../support/arbitraries.ts';

test.each([
  ['payments/api', 'payments/api'],
  ['pqué/ÄÖÜ', 'pque/AOU'],
  ['日本語-app', '?-app'],
  ['👩‍👩‍👧‍👦 ok', '? ok'],
  ['a\r\nb\u0000', 'a b'],
  ['\u0301', '(blank)'],
  ['libabcdefgh-dev', 'libab...-dev'],
])('%j is %j in twelve characters of ASCII', (name, ascii) => {
  expect(ASCII.name(name, 12)).toBe(ascii);
});

test('is never longer than allowed, and nothing but printable ASCII', () => {
  fc.assert(
    fc.property(anyAwkwardText(300), fc.integer({ min: 9, max: 60 }), fc.boolean(), (text, max, name) => {
      const short = name ? ASCII.name(text, max) : ASCII.text(text, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short).toMatch(/^[ -~]+$/);
    }),
  );
});
