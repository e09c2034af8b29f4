import { describe, expect, test } from 'vitest';
import { slackText } from '../../replay/slack-text.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('a Slack message in plain text', () => {
  test('has its blocks one below the other, small print close together', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: '1 new *CRITICAL*' } },
      section('*Why now:* disclosed\n*Do:* update'),
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: 'Advisory' }, url: 'https://a.example' }],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'pushed today' }] },
      { type: 'context', elements: [{ type: 'plain_text', text: 'why you: route 1' }] },
    ];
    expect(slackText({ text: 'unseen', blocks })).toEqual([
      '1 new *CRITICAL*',
      '',
      'Why now: disclosed',
      'Do: update',
      '',
      '[Advisory] https://a.example',
      'pushed today',
      'why you: route 1',
    ]);
  });

  test.each([
    ['<https://a.example|CVE-2026-1234>', 'CVE-2026-1234'],
    ['<https://a.example>', 'https://a.example'],
    ['<!subteam^S0PAYMENTS> <@U1> <!here> <#C1>', '@S0PAYMENTS @U1 @here #C1'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['&amp;lt;', '&lt;'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['payments\u2060/api', 'payments/api'],
  ])('shows %s as %s', (written, shown) => {
    expect(slackText({ blocks: [section(written)] })).toEqual([shown]);
  });

  test('is its text, where it has no blocks', () => {
    expect(slackText({ text: 'one\n*two*' })).toEqual(['one', 'two']);
  });

  test('hides no block that it cannot show', () => {
    expect(slackText({ blocks: [{ type: 'video' }] })).toEqual(['(a block that replay cannot show: {"type":"video"})']);
  });
});
