import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../functions/core/domain/alert.ts';
import type { Origin } from '../../../functions/core/domain/origin.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { anImage, anIssue, anOccurrence, aScanNewsAlert, RECORD_KEY } from '../../support/builders.ts';
import { slackFaults } from '../../support/slack-limits.ts';
import { snsFaults } from '../../support/sns-limits.ts';
import { imported } from './asff/stories.ts';
import { postureStory, scannedBy } from './enhanced-stories.ts';
import { told as inSlack, shownText } from './slack/told.ts';
import { told as bySns } from './sns/told.ts';
import { aFirstCount, disclosed, fellBackStory, roundUpOf, unobservedStory } from './stories.ts';

const REVISION = '3f9c2ab41d0e5f6789aabbccddeeff0011223344';
const ORIGIN = { revision: REVISION, url: `https://github.com/acme/api/commit/${REVISION}` };

const tell = (origin: Origin | null, [alert, record]: readonly [Alert, Partial<EvaluationRecord>] = ONE) => {
  const [message] = inSlack(alert, { ...record, origin });
  const sns = bySns(alert, { ...record, origin });
  expect([...slackFaults(message), ...snsFaults(sns)]).toEqual([]);
  const buttons = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return {
    slack: shownText(message),
    links: Object.fromEntries(buttons.map(({ text, url }) => [text.text, url])),
    email: sns.text,
    json: sns.json,
  };
};
const ONE = disclosed([anIssue()]);

describe('the commit of an image', () => {
  test('is told in short, and linked', () => {
    const { slack, links, email, json } = tell(ORIGIN);
    expect(slack).toContain('\n[Advisory]\n[Image in ECR]\n[Commit]\npushed 31 Oct · from commit 3f9c2ab · sha256:');
    expect(links['Commit']).toBe(ORIGIN.url);
    expect(email).toContain(`\nCommit:\n${ORIGIN.url}\n`);
    expect(email).toContain('\npushed 31 Oct · from commit 3f9c2ab · sha256:');
    expect(json.origin).toEqual(ORIGIN);
  });

  test('is told of an image that is not scanned, and of one that is gone', () => {
    expect(tell(ORIGIN, [aScanNewsAlert(), {}]).slack).toContain('· from commit 3f9c2ab ·');
    expect(tell(ORIGIN, unobservedStory('deleted')).links).toEqual({ Commit: ORIGIN.url });
  });

  test('that has another name is shown as it is, in short and harmless', () => {
    expect(tell({ ...ORIGIN, revision: 'v1.4.2' }).email).toContain('· from revision v1.4.2 ·');
    const hostile = '<!channel> :tada: *now*\n\u202e'.repeat(80);
    const { slack, email, json } = tell({ revision: hostile, url: null });
    expect(slack).toContain('· from revision &lt;!channel&gt; :tada\u2060: *now* &lt;!cha… ·');
    expect(email).toMatch(/· from revision <!channel> :tada: \*now\* <!channel> :tad… ·/);
    expect(json.origin?.revision?.length).toBeLessThanOrEqual(500);
  });

  test.each([
    [{ revision: REVISION, url: 'https://code.acme.example/api' }, 'Source'],
    [{ revision: null, url: 'https://github.com/acme/api' }, 'Source'],
    [{ revision: 'a b', url: 'https://acme.example/releases/a%20b' }, 'Commit'],
  ])('%j leads to a page that is called %s', (origin, name) => {
    const { links, slack } = tell(origin);
    expect(links[name]).toBe(origin.url);
    expect(slack.includes('· from ')).toBe(origin.revision !== null);
  });

  test.each(['javascript:alert(1)', `https://x.example/${'a'.repeat(3_000)}`])('is never linked as %.30s', (url) => {
    const { links, email, json } = tell({ ...ORIGIN, url });
    expect(Object.keys(links)).toEqual(['Advisory', 'Image in ECR']);
    expect(email).not.toContain('Commit:');
    expect(json.origin).toEqual({ ...ORIGIN, url: null });
  });

  test('has no link among what people read where that would crowd out the rest', () => {
    const url = `${ORIGIN.url}?${'a'.repeat(1_000)}`;
    const { links, json } = tell({ ...ORIGIN, url });
    expect(Object.keys(links)).toEqual(['Advisory', 'Image in ECR']);
    expect(json.origin?.url).toBe(url);
  });

  test('fits beside whatever else is at its longest', () => {
    const url = `https://x.example/${'&'.repeat(980)}`;
    const name = 'é'.repeat(3_000);
    const detail = { ...anIssue().detail, advisory: `https://x.example/${'&'.repeat(2_980)}`, description: name };
    const occurrences = [anOccurrence({ version: name, path: name })];
    const issue = anIssue({
      vulnerability: name,
      packageName: name,
      packageType: name,
      severity: name,
      occurrences,
      detail,
    });
    const [alert, record] = disclosed([issue]);
    const image = anImage({ repository: `r${'e'.repeat(255)}`, tags: [name] });
    const { links } = tell({ revision: name, url }, [alert, { ...record, ...scannedBy('enhanced', image) }]);
    expect(Object.keys(links)).toEqual(['Advisory', 'Findings in Inspector', 'Image in ECR', 'Source']);
  });

  test.each([
    ['nobody knows', ONE, null],
    ['another image is told of', fellBackStory(), ORIGIN],
    ['several images are told of', roundUpOf([aFirstCount('payments/api', { HIGH: 1 })]), ORIGIN],
    ['it is about a repository', postureStory('basic'), ORIGIN],
  ])('is not there where %s', (_, story, origin) => {
    const { slack, links, email, json } = tell(origin, story);
    expect(slack + email).not.toMatch(/from (commit|revision)/);
    expect(Object.keys(links)).not.toContain('Commit');
    expect(json.origin).toBeNull();
  });
});

describe('a finding of Security Hub', () => {
  const fieldsOf = (digests: readonly string[], origin: Origin | null = ORIGIN) => {
    const issue = anIssue({ occurrences: digests.map((digest) => anOccurrence({ digest })) });
    const [finding] = imported([issue], { origin });
    return finding?.ProductFields;
  };
  const own = anImage().digest;
  const known = { 'tallyman/revision': REVISION, 'tallyman/source': ORIGIN.url };

  test('that is in the image has its commit, and so has one that is over', () => {
    expect(fieldsOf([own])).toMatchObject({ 'tallyman/record': RECORD_KEY, ...known });
    expect(fieldsOf(['sha256:other', own])).toMatchObject(known);
    expect(fieldsOf([])).toMatchObject(known);
  });

  test.each([
    ['is in another image alone', ['sha256:other'], ORIGIN],
    ['is of an image that does not say', [own], null],
    ['is of an image that says nothing to show', [own], { revision: ' \u200b', url: 'file:///etc/passwd' }],
    ['is of an image whose page is too long', [own], { revision: null, url: `https://x.example/${'a'.repeat(2_050)}` }],
  ])('that %s has none', (_, digests, origin) => {
    expect(Object.keys(fieldsOf(digests, origin) ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/revision|source/)]),
    );
  });
});
