import { expect, test } from 'vitest';
import { aReminderAlert } from '../../../support/builders.ts';
import { reminderStory } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

test('what is still open is told at a glance, with the worst five', async () => {
  const [message, ...thread] = told(...reminderStory());
  expect(thread).toEqual([]);
  expect(message.text).toMatchInlineSnapshot(
    `"Still open in payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (2 critical, 14 high): told 7 days ago; nothing is new."`,
  );
  await golden('reminder', message);
});

test.each([
  ['2026-11-21T02:00:00.000Z', 'today'],
  ['2026-11-20T08:00:05.000Z', 'yesterday'],
  ['2026-11-14T08:00:06.000Z', '6 days ago'],
  ['2026-11-14T08:00:05.000Z', '7 days ago'],
])('told at %s is told %s', (toldAt, ago) => {
  expect(shownText(told(aReminderAlert({ toldAt }))[0])).toMatch(new RegExp(`^Still open in .*, told ${ago}\\n`));
});
