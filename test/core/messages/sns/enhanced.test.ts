import { expect, test } from 'vitest';
import { aSummaryAlert } from '../../../support/builders.ts';
import {
  anEnhancedIssue,
  disclosedInPackage,
  disclosedToInspector,
  exploitedStory,
  fixableStory,
  postureStory,
  switchedStory,
  worseStory,
} from '../enhanced-stories.ts';
import { unobservedStory } from '../stories.ts';
import { golden, told } from './told.ts';

test('what only enhanced scanning knows of an issue', async () => {
  const message = told(...disclosedToInspector());
  expect(message.attributes).toMatchObject({ transition: 'opened', exploited: 'yes', fixable: 'yes' });
  await golden('enhanced-one', message);
});

test('a package of an application, whose fix has no version', async () => {
  await golden('enhanced-package', told(...disclosedInPackage()));
});

test('an exploit became known', async () => {
  const message = told(...exploitedStory());
  expect(message.attributes).toMatchObject({ transition: 'exploited', exploited: 'yes' });
  await golden('exploited', message);
});

test('several got worse, each for its own reason, and a fix appeared', async () => {
  const message = told(...worseStory());
  expect(message.attributes).toMatchObject({ transition: 'opened', exploited: 'yes', fixable: 'yes' });
  await golden('worse', message);
});

test('fixes appeared', async () => {
  const message = told(...fixableStory(4));
  expect(message.attributes).toMatchObject({ severity: 'CRITICAL', transition: 'fixable', fixable: 'yes' });
  await golden('fixable-several', message);
});

test('another engine finds more', async () => {
  const message = told(...switchedStory('enhanced', 3));
  expect(message.attributes).toMatchObject({ transition: 'summary' });
  await golden('switched', message);
});

test('Inspector no longer scans the image', async () => {
  const message = told(...unobservedStory('eligibility-expired', 3));
  expect(message.attributes).toMatchObject({ transition: 'unobserved' });
  await golden('eligibility-expired', message);
});

test('nothing scans the repository any more', async () => {
  const message = told(...postureStory('enhanced'));
  expect(message.attributes).toEqual({
    severity: 'NOT_SCANNED',
    repository: 'payments/worker',
    transition: 'posture-news',
    exploited: 'unknown',
    fixable: 'unknown',
  });
  await golden('posture', message);
});

test.each([
  [[true, false], 'yes'],
  [[null, true], 'yes'],
  [[false, null], 'no'],
  [[null, null], 'unknown'],
])('of issues with the facts %j a subscription can filter by %s', (facts, said) => {
  const issues = facts.map((fact, at) => anEnhancedIssue(at, 'HIGH', 'x 1', { exploited: fact, fixable: fact }));
  const { attributes } = told(aSummaryAlert({ issues: [0, 1] }), { ledger: { issues, unscanned: [] } });
  expect(attributes).toMatchObject({ exploited: said, fixable: said });
});

test('what is both exploited and escalated, beside what only escalated, is told as exploited', () => {
  const issues = [1, 2].map((number) => anEnhancedIssue(number, 'HIGH', 'x 1'));
  const [alert, record] = exploitedStory();
  const { attributes, json } = told(
    { ...alert, issues: [0, 1] },
    {
      ...record,
      ledger: { issues, unscanned: [] },
      transitions: [
        { kind: 'escalated', issue: 0, from: 'LOW', to: 'HIGH' },
        { kind: 'exploited', issue: 0 },
        { kind: 'escalated', issue: 1, from: 'LOW', to: 'HIGH' },
      ],
    },
  );
  expect(attributes.transition).toBe('exploited');
  if (json.kind !== 'changes') throw new Error(json.kind);
  expect(json.issues.map(({ transition, escalatedFrom }) => [transition, escalatedFrom])).toEqual([
    ['exploited', 'LOW'],
    ['escalated', 'LOW'],
  ]);
});
