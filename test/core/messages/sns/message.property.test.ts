import fc from 'fast-check';
import { expect, test } from 'vitest';
import { total } from '../../../../functions/core/messages/counts.ts';
import type { MachineAlert, MachineIssue } from '../../../../functions/core/messages/sns/machine-alert.ts';
import { anyAwkwardText } from '../../../support/arbitraries.ts';
import { anImage, anIssue } from '../../../support/builders.ts';
import { snsFaults } from '../../../support/sns-limits.ts';
import { anyIssues, anyTelling } from '../arbitraries.ts';
import { anIssueOf, disclosed, LISTED_AS, type ListedAs, listedAs } from '../stories.ts';
import { told } from './told.ts';

test('whatever is told fits SNS', () => {
  fc.assert(
    fc.property(anyTelling(60), ({ alert, ...record }) => {
      expect(snsFaults(told(alert, record))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('ten thousand findings, a thousand tags and names of any length fit SNS', () => {
  const anyLong = anyAwkwardText(20_000);
  const anyMany = fc.tuple(anyIssues(40), anyLong, anyLong, fc.integer({ min: 9_000, max: 10_000 }));
  fc.assert(
    fc.property(anyMany, ([some, name, tag, count]) => {
      const each = [...some, anIssue({ packageName: name, vulnerability: name, severity: name.toUpperCase() })];
      const issues = Array.from({ length: count }, (_, n) => each[n % each.length] ?? anIssueOf(n, 'LOW', 'x 1'));
      const [alert, record] = disclosed(issues);
      const tags = Array.from({ length: 1_000 }, (_, n) => `${tag}${n}`);
      expect(snsFaults(told(alert, { ...record, image: anImage({ repository: name, tags }) }))).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

const anyHow = fc.constantFrom(...LISTED_AS);

/** What the JSON lists, and how many it says there are. */
const listedIn = (json: MachineAlert, how: ListedAs): { listed: readonly MachineIssue[]; counted: number } => {
  if (json.kind === 'changes' && (how === 'fixable' || how === 'resolved' || how === 'unobserved'))
    return { listed: json[how], counted: total(json.counts[how]) };
  if (json.kind !== 'changes' && json.kind !== 'reminder') throw new Error(json.kind);
  return { listed: json.issues, counted: json.issues.length + json.notListed };
};

test('every issue told is listed once or counted once, in both forms', () => {
  const anySeverities = fc.array(fc.constantFrom('CRITICAL', 'HIGH', 'UNDEFINED', 'SPICY'), {
    minLength: 2,
    maxLength: 2_500,
  });
  fc.assert(
    fc.property(anySeverities, fc.integer({ min: 1, max: 30 }), anyHow, (severities, packages, how) => {
      const issues = severities.map((severity, n) => anIssueOf(Math.floor(n / packages), severity, `pkg-${n}-x 1.0`));
      const { text, json } = told(...listedAs(how, issues));
      const list = text.slice(text.indexOf('- CVE'));
      const mailed = list.match(/pkg-\d+-x/g) ?? [];
      const uncounted = Number(/^(\d+) more not listed here:/m.exec(text)?.[1] ?? 0);
      expect(new Set(mailed).size).toBe(mailed.length);
      expect(mailed.length + uncounted).toBe(issues.length);
      const { listed, counted } = listedIn(json, how);
      expect(counted).toBe(issues.length);
      expect(listed.map((issue) => issue.package)).toEqual(
        issues.slice(0, listed.length).map(({ packageName }) => packageName),
      );
    }),
    { numRuns: 40 },
  );
});

test('a subject holds severity, image, vulnerability and package', () => {
  const anyLong = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(anyLong, anyLong, anyLong, fc.integer({ min: 1, max: 3 }), (repository, tag, name, count) => {
      const image = anImage({ repository: `r${'é'.repeat(repository)}po`, tags: [`t${'a'.repeat(tag)}g`] });
      const issue = anIssue({ packageName: `p${'k'.repeat(name)}g` });
      const [alert, record] = disclosed(Array.from({ length: count }, () => issue));
      const { subject } = told(alert, { ...record, image });
      expect(subject).toContain('CRITICAL');
      expect(subject).toMatch(/re[e.]*po:ta[a.]*g\b/);
      expect(subject).toMatch(/CVE-2026-1234 pk[k.]*g\b/);
    }),
  );
});

test('an issue in the JSON is as it was scanned', () => {
  fc.assert(
    fc.property(anyAwkwardText(400), (name) => {
      const { json } = told(...disclosed([anIssue({ packageName: name })]));
      if (json.kind !== 'changes') throw new Error(json.kind);
      expect(json.issues[0]?.package).toBe(name);
    }),
  );
});
