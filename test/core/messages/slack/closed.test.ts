import { describe, expect, test } from 'vitest';
import { aDigest, aHead, anImage } from '../../../support/builders.ts';
import { anIssueOf, fellBackStory, newAndResolvedStory, resolvedStory, unobservedStory } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

describe('only resolved', () => {
  test('by a new image', async () => {
    const [message, ...thread] = told(...resolvedStory());
    expect(thread).toEqual([]);
    expect(message.text).toMatchInlineSnapshot(
      `"5 resolved in payments/api:v1.4.3: CVE-2026-1234 openssl and 4 more (2 critical, 3 high): the new image no longer has them."`,
    );
    expect(shownText(message)).not.toContain('*Do');
    await golden('resolved', message);
  });

  test('one', () => {
    const [message] = told(...resolvedStory(['retracted']));
    expect(message.text).toMatchInlineSnapshot(
      `"1 CRITICAL resolved in payments/api:v1.4.3: CVE-2026-1234 openssl, ECR no longer reports it for this image."`,
    );
  });

  test('for two reasons, each counted', () => {
    const [message] = told(...resolvedStory(['fixed', 'fixed', 'retracted']));
    expect(shownText(message)).toContain(
      '*Why:* 2: the new image no longer has them; 1: ECR no longer reports it for this image.\n',
    );
  });

  test('because the image is gone, and what took its place does not have them', () => {
    const [alert, record] = resolvedStory();
    const [message] = told(alert, { ...record, heads: [aHead()] });
    expect(message.text).toMatchInlineSnapshot(
      `"5 resolved in payments/api:v1.4.3: CVE-2026-1234 openssl and 4 more (2 critical, 3 high): v1.4.3 is gone, what took its place does not have them."`,
    );
  });

  test('what does not fit is counted, in no thread either', () => {
    const [alert, record] = resolvedStory();
    const issues = Array.from({ length: 900 }, (_, n) => anIssueOf(n, 'HIGH', `lib${n} 1.0`));
    const resolved = issues.map((_, index) => index);
    const [message, ...thread] = told({ ...alert, resolved }, { ...record, ledger: { issues, unscanned: [] } });
    expect(thread).toEqual([]);
    expect(shownText(message)).toMatch(/\*\d+ more not listed here:\* \d+ high/);
  });
});

describe('only unobserved', () => {
  test('the image was deleted', async () => {
    const [message, ...thread] = told(...unobservedStory('deleted'));
    expect(thread).toEqual([]);
    expect(message.text).toMatchInlineSnapshot(
      `"payments/api:v1.4.2 was deleted: 12 issues told before are no longer watched: 2 critical, 10 high, worst CVE-2026-1234 openssl. This does not mean fixed."`,
    );
    expect(shownText(message)).not.toContain('Image in ECR');
    await golden('deleted', message);
  });

  test.each(['archived', 'stale'] as const)('the image was %s', async (cause) => {
    const [message] = told(...unobservedStory(cause, 1));
    await golden(cause, message);
  });

  test('a line that nobody pushes to ended while another was scanned', () => {
    const [alert, record] = unobservedStory('stale');
    const image = anImage({ tags: ['v1.5.0'], pushedAt: '2026-11-21T07:50:00.000Z' });
    const [message] = told(alert, { ...record, image, heads: [aHead()] });
    expect(message.text).toMatchInlineSnapshot(
      `"12 issues no longer watched beside payments/api:v1.5.0: 2 critical, 10 high, worst CVE-2026-1234 openssl. This does not mean fixed."`,
    );
    expect(shownText(message)).toContain(
      '*Why:* another image had no push for 180 days, and no other took its place.\n',
    );
  });

  test('says why of what is told, whatever became of the rest', () => {
    const [alert, record] = unobservedStory('deleted', 2);
    const unlisted = { kind: 'unobserved', issue: 0, cause: 'engine-switched' } as const;
    const [message] = told(
      { ...alert, unobserved: [1] },
      { ...record, transitions: [unlisted, ...(record.transitions ?? []).slice(1)] },
    );
    expect(message.text).toMatch(/^payments\/api:v1\.4\.2 was deleted: 1 issue told before is no longer watched/);
  });

  test('besides what was resolved', () => {
    const [alert, record] = unobservedStory('deleted', 3);
    const transitions = (record.transitions ?? []).slice(0, 2);
    const [message] = told(
      { ...alert, unobserved: [0, 1], resolved: [2] },
      { ...record, transitions: [...transitions, { kind: 'resolved', issue: 2, cause: 'fixed' }] },
    );
    expect(message.text).toMatch(/^payments\/api:v1\.4\.2 was deleted: 2 issues told before are no longer watched/);
    expect(shownText(message)).toContain('*Resolved:* 1 high; v1.4.2 is gone, what took its place does not have it.');
  });
});

describe('besides what opened', () => {
  test('what was resolved and what is back within a week is counted', async () => {
    const [message] = told(...newAndResolvedStory());
    expect(message.text).toMatchInlineSnapshot(
      `"2 new or worse in payments/api:v1.4.3, worst CRITICAL CVE-2026-1234 openssl (2 critical): 1 first seen with this image, pushed 21 Nov; 1 open again. Resolved: 2 high; the new image no longer has them."`,
    );
    await golden('new-and-resolved', message);
  });

  test('what is no longer watched is counted, and is not called fixed', () => {
    const [alert, record] = newAndResolvedStory();
    const transitions = [2, 3].map((issue) => ({ kind: 'unobserved' as const, issue, cause: 'stale' as const }));
    const [message] = told({ ...alert, resolved: [], unobserved: [2, 3] }, { ...record, transitions });
    expect(shownText(message)).toContain(
      '*No longer watched:* 2 high; another image had no push for 180 days, and no other took its place. This does not mean fixed.',
    );
  });
});

test('what is open again in the image that is live now is told of that one', async () => {
  const [message] = told(...fellBackStory());
  expect(message.text).toMatchInlineSnapshot(
    `"1 CRITICAL open again in payments/api:v1.4.2: CVE-2026-1234 openssl, a live image has it again, none had since 10 Nov."`,
  );
  await golden('open-again', message);
});

test('of several images the one with the worst of them is named', () => {
  const [alert, record] = fellBackStory();
  const heads = [aHead({ digest: aDigest('c'), tags: ['main'] }), aHead({ digest: aDigest('b'), tags: ['prod'] })];
  expect(told(alert, { ...record, heads })[0].text).toMatch(/ in payments\/api:prod: /);
});
