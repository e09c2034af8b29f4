import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyAwkwardText } from '../../../support/arbitraries.ts';
import { snsFaults } from '../../../support/sns-limits.ts';
import { newsOf, THREE_NOT_SCANNED } from '../enhanced-stories.ts';
import { aFirstCount, roundUpOf, TWELVE } from '../stories.ts';
import { golden, told, UNKNOWN } from './told.ts';

test('first counts of twelve repositories are a table, worst first', async () => {
  const message = told(...roundUpOf(TWELVE));
  expect(message.attributes).toEqual({
    severity: 'CRITICAL',
    repository: 'payments/api',
    transition: 'summary',
    ...UNKNOWN,
  });
  await golden('round-up', message);
});

test('images that are not scanned stand below the table', async () => {
  const message = told(...roundUpOf(TWELVE.slice(0, 4), THREE_NOT_SCANNED));
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'summary' });
  await golden('round-up-unscanned', message);
});

test('where nothing was scanned, a subscription can filter by that', () => {
  const message = told(...roundUpOf([], THREE_NOT_SCANNED));
  expect(message.attributes).toMatchObject({ severity: 'NOT_SCANNED', transition: 'scan-news' });
});

test('every image that is not scanned is listed once or counted once, in both forms', () => {
  const anyNews = fc.record({ counts: fc.integer({ min: 0, max: 400 }), news: fc.integer({ min: 2, max: 1_500 }) });
  fc.assert(
    fc.property(anyNews, ({ counts, news }) => {
      const gathered = Array.from({ length: counts }, (_, n) => aFirstCount(`a/${'b'.repeat(150)}${n}`, { HIGH: 1 }));
      const unscanned = Array.from({ length: news }, (_, n) => newsOf(`a/n-${n}-x`, 'FAILED'));
      const message = told(...roundUpOf(gathered, unscanned));
      expect(snsFaults(message)).toEqual([]);
      const { text, json } = message;
      const mailed = text.match(/^- a\/n-\d+-x:v2\.0\.0: FAILED, its scan failed$/gm) ?? [];
      const uncounted = Number(/^(\d+) more that (?:is|are) not scanned, not listed here$/m.exec(text)?.[1] ?? 0);
      expect(mailed.length + uncounted).toBe(news);
      if (json.kind !== 'round-up') throw new Error(json.kind);
      expect(json.unscanned.length + json.unscannedNotListed).toBe(news);
    }),
    { numRuns: 20 },
  );
});

test('where there is but one, it reads as a first count does', async () => {
  await golden('round-up-of-one', told(...roundUpOf(TWELVE.slice(0, 1))));
});

test('every severity has a column while there is room, those nobody knows one together', async () => {
  const message = told(
    ...roundUpOf([
      aFirstCount('payments/api', { CRITICAL: 1, SPICY: 2, HOT: 1, HIGH: 12, MEDIUM: 120, LOW: 7, UNDEFINED: 1 }),
      aFirstCount(
        'payments/api',
        { HIGH: 1, INFORMATIONAL: 3, UNTRIAGED: 2 },
        { tag: 'dev-7', lineage: 'payments/api:dev-*' },
      ),
      aFirstCount(`payments/${'very-'.repeat(12)}long`, { LOW: 100_000 }, { below: { INFORMATIONAL: 1 } }),
    ]),
  );
  await golden('round-up-of-many-severities', message);
});

test.each([
  [{ HIGH: 1 }, { LOW: 1 }, 'HIGH'],
  [{ LOW: 1 }, { SPICY: 1 }, 'CRITICAL'],
  [{ UNDEFINED: 1 }, { UNTRIAGED: 1 }, 'UNRATED'],
])('of %j and %j a subscription can filter by %s', (first, second, severity) => {
  const message = told(...roundUpOf([aFirstCount('a/b', first), aFirstCount('a/c', second)]));
  expect(message.attributes.severity).toBe(severity);
});

test('every first count is listed once or counted once, in both forms', () => {
  const anyRoundUp = fc.record({
    count: fc.integer({ min: 2, max: 1_500 }),
    repository: anyAwkwardText(256),
    ofOne: fc.boolean(),
  });
  fc.assert(
    fc.property(anyRoundUp, ({ count, repository, ofOne }) => {
      const gathered = Array.from({ length: count }, (_, n) =>
        aFirstCount(ofOne ? repository : `${repository}${n}`, { HIGH: 1 }, { tag: `n-${n}-x` }),
      );
      const message = told(...roundUpOf(gathered));
      expect(snsFaults(message)).toEqual([]);
      const { text, json } = message;
      const mailed = [...text.matchAll(/^ +\d+ {2}.*:n-(\d+)-x$/gm)].map(([, n]) => n);
      const uncounted = Number(/^(\d+) more (?:repositor|image)\w+ not listed here:/m.exec(text)?.[1] ?? 0);
      expect(mailed).toEqual(Array.from({ length: mailed.length }, (_, n) => String(n)));
      expect(mailed.length + uncounted).toBe(count);
      if (json.kind !== 'round-up') throw new Error(json.kind);
      expect(json.firstCounts.map(({ tags }) => tags)).toEqual(
        gathered.slice(0, json.firstCounts.length).map(({ image }) => image.tags),
      );
      expect(json.firstCounts.length + json.notListed).toBe(count);
      expect(json.counts.told).toEqual({ HIGH: count });
    }),
    { numRuns: 30 },
  );
});
