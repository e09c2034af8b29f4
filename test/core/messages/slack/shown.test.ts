import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shown, shownName, shownPlain } from '../../../../functions/core/messages/slack/shown.ts';
import { anyAwkwardText } from '../../../support/arbitraries.ts';

describe('somebody else’s text', () => {
  test.each([
    ['openssl', 'openssl'],
    ['<!channel> & <@U0>', '&lt;!channel&gt; &amp; &lt;@U0&gt;'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['*bold* _italic_ ~struck~ `code`', '∗bold∗ ˍitalicˍ ∼struck∼ ˋcodeˋ'],
    ['snake_case 1.0~rc1 2*3', 'snake_case 1.0~rc1 2*3'],
    ['a\n\t> b\u2028c', 'a &gt; b c'],
    ['\u202egnp\u200b.exe', 'gnp .exe'],
    [':tada: 1:2:3', ':tada\u2060: 1:2\u2060:3'],
    ['\ud83d half', 'half'],
    ['👩‍👩‍👧‍👦 ❤️‍🔥 🧑🏽‍🚀', '👩‍👩‍👧‍👦 ❤️‍🔥 🧑🏽‍🚀'],
    ['a\u200db\u200d', 'a b'],
    [' \u200b ', '(blank)'],
  ])('%j reads %j', (text, harmless) => {
    expect(shown(text, 100)).toBe(harmless);
  });

  test('globs keep their asterisks where Slack formats nothing', () => {
    expect(shownPlain('payments/**, <high> and up', 100)).toBe('payments/**, &lt;high&gt; and up');
  });
});

describe('what is too long', () => {
  test.each([
    ['abcdefgh', 5, 'abcd…'],
    ['ab cdefgh', 4, 'ab…'],
    ['&&&&', 12, '&amp;&amp;…'],
    ['ab👩‍👩‍👧‍👦cd', 10, 'ab…'],
    [`e${'\u0301'.repeat(50)}f`, 10, '…'],
  ])('%j of %i characters ends as %j', (text, max, cut) => {
    expect(shown(text, max)).toBe(cut);
  });

  test.each([
    ['libabcdefgh-dev', 9, 'liba…-dev'],
    ['<<<<<<', 13, '&lt;&lt;…&lt;'],
    ['🇩🇪🇩🇪🇩🇪🇩🇪', 10, '🇩🇪…🇩🇪'],
  ])('the name %j of %i characters loses its middle: %j', (name, max, cut) => {
    expect(shownName(name, max)).toBe(cut);
  });

  test('is never longer than allowed, and never cut inside an escape or a character', () => {
    const UNBROKEN = /^(&(amp|lt|gt);|[^&\p{Cs}])*$/u;
    fc.assert(
      fc.property(anyAwkwardText(300), fc.integer({ min: 9, max: 60 }), fc.boolean(), (text, max, name) => {
        const short = name ? shownName(text, max) : shown(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).toMatch(UNBROKEN);
        expect(short).not.toBe('');
      }),
    );
  });
});
