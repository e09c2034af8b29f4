import { expect, test } from 'vitest';
import { countsText } from '../../../functions/core/messages/counts.ts';
import { day } from '../../../functions/core/messages/day.ts';
import { imageName } from '../../../functions/core/messages/image-name.ts';
import { PLAIN } from '../../../functions/core/messages/sns/plain.ts';
import { anImage } from '../../support/builders.ts';

test.each([
  [{}, ''],
  [{ CRITICAL: 0 }, ''],
  [{ HIGH: 14, CRITICAL: 2 }, '2 critical, 14 high'],
  [{ UNDEFINED: 1, UNTRIAGED: 2, INFORMATIONAL: 3, SPICY: 4, HIGH: 5 }, '4 SPICY, 5 high, 3 informational, 3 unrated'],
])('%j counts as %j', (counts, text) => {
  expect(countsText(counts, PLAIN)).toBe(text);
});

test.each([
  [40, '1 critical, 2 high, 3 medium, 4 low'],
  [38, '1 critical, 2 high, 3 medium, 4 low'],
  [34, '1 critical, 9 of other severities'],
  [10, '10 of other severities'],
])('what does not fit into %i characters by name is counted together', (max, text) => {
  expect(countsText({ CRITICAL: 1, HIGH: 2, MEDIUM: 3, LOW: 4 }, PLAIN, max)).toBe(text);
});

test.each([
  ['2026-10-31T23:59:59.999Z', '31 Oct'],
  ['2026-01-05T00:00:00.000Z', '5 Jan'],
  ['2025-12-31T23:59:59.999Z', '31 Dec 2025'],
])('%s is %s to somebody in November 2026', (instant, text) => {
  expect(day(instant, '2026-11-21T08:00:00.000Z')).toBe(text);
});

test.each([
  [['v1.4.2'], 'payments/api:v1.4.2'],
  [['latest', 'v1', 'v1.4.2', 'v1.4'], 'payments/api:v1.4.2 (+3 tags)'],
  [['prod', 'latest'], 'payments/api:latest (+1 tag)'],
  [[], 'payments/api@sha256:aaaaaaaa'],
])('an image with the tags %j is called %s', (tags, name) => {
  expect(imageName(anImage({ tags }), 60, PLAIN)).toBe(name);
});

test('a name that is too long keeps both its ends and those of its tag', () => {
  const image = anImage({ repository: `team/${'x'.repeat(250)}/api`, tags: [`build-${'9'.repeat(290)}-rc1`] });
  expect(imageName(image, 60, PLAIN)).toBe('team/xxxxxxxxx…xxxxxxxxxx/api:build-999999999…9999999999-rc1');
});
