import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slackFaults } from '../../../support/slack-limits.ts';
import { newsOf, THREE_NOT_SCANNED } from '../enhanced-stories.ts';
import { aFirstCount, roundUpOf, TWELVE } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

test('first counts of twelve repositories are one message, worst first', async () => {
  const [message, ...thread] = told(...roundUpOf(TWELVE));
  expect(thread).toEqual([]);
  expect(message.text).toMatchInlineSnapshot(
    `"First count of 12 repositories: 5 critical, 63 high, worst payments/api:v1.4.2. From now on you hear only what changes."`,
  );
  await golden('round-up', message);
});

test('some are of one repository', async () => {
  const [first, second, third] = TWELVE;
  const [message] = told(
    ...roundUpOf(
      [
        first,
        second,
        third,
        { ...aFirstCount('payments/api', { HIGH: 2 }, { tag: 'dev-7' }), lineage: 'payments/api:dev-*' },
      ].filter((each) => each !== undefined),
    ),
  );
  expect(message.text).toMatchInlineSnapshot(
    `"First count of 4 images of 3 repositories: 5 critical, 28 high, worst payments/api:v1.4.2. From now on you hear only what changes."`,
  );
});

test('where there is but one, it reads as a first count does', async () => {
  const [message, ...thread] = told(...roundUpOf(TWELVE.slice(0, 1)));
  expect(thread).toEqual([]);
  expect(message.text).toMatchInlineSnapshot(
    `"First count of payments/api:v1.4.2: 2 critical, 14 high. From now on you hear only what changes."`,
  );
  await golden('round-up-of-one', message);
});

const HUNDREDS = Array.from({ length: 300 }, (_, n) =>
  aFirstCount(`team/service-${n}`, { CRITICAL: 1, HIGH: 300 - n }),
);

test('of hundreds those that do not fit follow in the thread of a bot', async () => {
  const messages = told(...roundUpOf(HUNDREDS));
  expect(messages.length).toBeGreaterThan(2);
  expect(messages.flatMap(slackFaults)).toEqual([]);
  expect(messages[1]?.text).toMatchInlineSnapshot(
    `"More first counts, from team/service-107:v1.4.2: 1 critical, 193 high"`,
  );
  await golden('round-up-of-hundreds', messages[0]);
});

test('of hundreds a webhook counts those that do not fit', () => {
  const [message, ...thread] = told(...roundUpOf(HUNDREDS), false);
  expect(thread).toEqual([]);
  expect(shownText(message)).toMatch(/\n\*\d+ more repositories not listed here:\* \d+ critical, \d+ high\n/);
});

test('images that are not scanned are listed after the counts', async () => {
  const [message, ...thread] = told(...roundUpOf(TWELVE.slice(0, 4), THREE_NOT_SCANNED));
  expect(thread).toEqual([]);
  expect(message.text).toMatchInlineSnapshot(
    `"First count of 4 repositories: 5 critical, 34 high, 3 not scanned, worst payments/api:v1.4.2. From now on you hear only what changes."`,
  );
  await golden('round-up-unscanned', message);
});

test('where nothing was scanned, that is told', async () => {
  const [message] = told(...roundUpOf([], THREE_NOT_SCANNED));
  expect(message.text).toMatchInlineSnapshot(`"NOT SCANNED: 3 images. This does not mean clean."`);
  await golden('round-up-only-unscanned', message);
});

test('where there is but one, and it is not scanned, it reads as scan news do', async () => {
  const [message] = told(...roundUpOf([], THREE_NOT_SCANNED.slice(0, 1)));
  expect(message.text).toMatchInlineSnapshot(`"NOT SCANNED: payments/base:v2.0.0. This does not mean clean."`);
  await golden('round-up-of-one-unscanned', message);
});

test('every image that is not scanned is listed once or counted once', () => {
  const anyNews = fc.record({
    counts: fc.integer({ min: 0, max: 200 }),
    news: fc.integer({ min: 2, max: 1_500 }),
    thread: fc.boolean(),
  });
  fc.assert(
    fc.property(anyNews, ({ counts, news, thread }) => {
      const unscanned = Array.from({ length: news }, (_, n) => newsOf(`a/n-${n}-x`, 'FAILED'));
      const messages = told(...roundUpOf(HUNDREDS.slice(0, counts), unscanned), thread);
      expect(messages.flatMap(slackFaults)).toEqual([]);
      const text = messages.map(shownText).join('\n');
      const listed = text.match(/^• .*n-\d+-x:v2\.0\.0\S*: FAILED, its scan failed$/gm) ?? [];
      const uncounted = Number(/(\d+) more that (?:is|are) not scanned not listed here/.exec(text)?.[1] ?? 0);
      expect(listed.length + uncounted).toBe(news);
    }),
    { numRuns: 30 },
  );
});

test('a severity that nobody knows is said to count as critical', () => {
  const [message] = told(...roundUpOf([aFirstCount('a/b', { SPICY: 1 }), aFirstCount('a/c', { HIGH: 1 })]));
  expect(shownText(message)).toContain('SPICY: a severity nobody knows, it counts as critical');
});

test('every first count is listed once or counted once', () => {
  const anyRoundUp = fc.record({
    count: fc.integer({ min: 2, max: 1_500 }),
    pad: fc.integer({ min: 1, max: 60 }),
    ofOne: fc.boolean(),
    thread: fc.boolean(),
  });
  fc.assert(
    fc.property(anyRoundUp, ({ count, pad, ofOne, thread }) => {
      const gathered = Array.from({ length: count }, (_, n) =>
        aFirstCount(ofOne ? 'a/b' : `a/${'b'.repeat(pad)}-${n}`, { HIGH: 1 }, { tag: `n-${n}-x`, below: { LOW: n } }),
      );
      const text = told(...roundUpOf(gathered), thread)
        .map(shownText)
        .join('\n');
      const listed = text.split('\n').flatMap((line) => /^• .*:n-(\d+)-x\b/.exec(line)?.[1] ?? []);
      const uncounted = Number(/\*(\d+) more (?:repositor\w+|images?) not listed here:/.exec(text)?.[1] ?? 0);
      expect(listed).toEqual(Array.from({ length: listed.length }, (_, n) => String(n)));
      expect(listed.length + uncounted).toBe(count);
    }),
    { numRuns: 30 },
  );
});
