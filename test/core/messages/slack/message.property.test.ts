import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyAwkwardText } from '../../../support/arbitraries.ts';
import { anImage, anIssue } from '../../../support/builders.ts';
import { slackFaults } from '../../../support/slack-limits.ts';
import { anyIssues, anyTelling } from '../arbitraries.ts';
import { anIssueOf, disclosed, LISTED_AS, listedAs } from '../stories.ts';
import { shownText, told } from './told.ts';

test('whatever is told fits Slack', () => {
  fc.assert(
    fc.property(anyTelling(60), fc.boolean(), ({ alert, ...record }, thread) => {
      const messages = told(alert, record, thread);
      expect(messages.flatMap(slackFaults)).toEqual([]);
      expect(messages.length).toBeLessThanOrEqual(thread ? 11 : 1);
      expect(JSON.stringify(messages)).not.toMatch(/<!channel|<@U0CEO|<!subteam\^S0ALL|<!everyone/);
    }),
    { numRuns: 150 },
  );
});

test('ten thousand findings fit Slack', () => {
  const anyMany = fc.tuple(anyIssues(40), fc.integer({ min: 9_000, max: 10_000 }), fc.boolean());
  fc.assert(
    fc.property(anyMany, ([some, count, thread]) => {
      const issues = Array.from(
        { length: count },
        (_, index) => some[index % some.length] ?? anIssueOf(index, 'LOW', 'x 1'),
      );
      const [alert, record] = disclosed(issues);
      expect(told(alert, record, thread).flatMap(slackFaults)).toEqual([]);
    }),
    { numRuns: 4 },
  );
});

const anyHow = fc.constantFrom(...LISTED_AS);

test('every issue told is listed once or counted once', () => {
  const anySeverities = fc.array(fc.constantFrom('CRITICAL', 'HIGH', 'UNDEFINED', 'SPICY'), {
    minLength: 2,
    maxLength: 900,
  });
  fc.assert(
    fc.property(
      anySeverities,
      fc.integer({ min: 1, max: 30 }),
      fc.boolean(),
      anyHow,
      (severities, packages, thread, how) => {
        // `packages` to a vulnerability, as one advisory repeats for each package it concerns.
        const issues = severities.map((severity, index) =>
          anIssueOf(Math.floor(index / packages), severity, `pkg-${index}-x 1.0`),
        );
        const texts = told(...listedAs(how, issues), thread).map(shownText);
        const lists = texts
          .join('\n')
          .split('\n')
          .filter((line) => line.startsWith('• '));
        const listed = lists.flatMap((line) => line.match(/pkg-\d+-x/g) ?? []);
        const uncounted = Number(/\*(\d+) more not listed here:/.exec(texts.join('\n'))?.[1] ?? 0);
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed.length + uncounted).toBe(issues.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('what a notification shows holds severity, image, vulnerability and package', () => {
  const anyLong = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(anyLong, anyLong, anyLong, fc.integer({ min: 1, max: 3 }), (repository, tag, name, count) => {
      const image = anImage({ repository: `r${'e'.repeat(repository)}po`, tags: [`t${'a'.repeat(tag)}g`] });
      const issue = anIssue({ packageName: `p${'k'.repeat(name)}g` });
      const [alert, record] = disclosed(Array.from({ length: count }, () => issue));
      const glance = told(alert, { ...record, image })[0].text.slice(0, 100);
      expect(glance).toContain('CRITICAL');
      expect(glance).toMatch(/re[e…]*po:ta[a…]*g\b/);
      expect(glance).toMatch(/CVE-2026-1234 pk[k…]*g\b/);
    }),
  );
});

test('the order of tags changes nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyAwkwardText(30), { minLength: 1, maxLength: 6 }), (tags) => {
      const [alert, record] = disclosed([anIssue()]);
      const one = told(alert, { ...record, image: anImage({ tags }) });
      expect(told(alert, { ...record, image: anImage({ tags: tags.toReversed() }) })).toEqual(one);
    }),
  );
});
