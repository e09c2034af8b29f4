import { describe, expect, test } from 'vitest';
import { aScanNewsAlert } from '../../../support/builders.ts';
import {
  anEnhancedIssue,
  disclosedInPackage,
  disclosedToInspector,
  exploitedStory,
  fixableStory,
  postureStory,
  scannedBy,
  switchedStory,
  worseStory,
} from '../enhanced-stories.ts';
import { AMD64, ARM64, TWO_PLATFORMS, unobservedStory } from '../stories.ts';
import { golden, shownText, told } from './told.ts';

describe('what only enhanced scanning knows', () => {
  test('is told of one issue: exploit, EPSS, fix, layer, containers', async () => {
    const [message] = told(...disclosedToInspector());
    expect(message.text).toMatchInlineSnapshot(
      `"1 new CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl, disclosed since the last scan. Your image has not changed since 31 Oct. Exploit known: an attacker need not write one."`,
    );
    await golden('enhanced-one', message);
  });

  test('a package of an application is told with its path, and that its fix has no version', async () => {
    await golden('enhanced-package', told(...disclosedInPackage())[0]);
  });

  test('an exploit became known', async () => {
    const [message] = told(...exploitedStory());
    expect(message.text).toMatchInlineSnapshot(
      `"Exploit for 1 CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl, an exploit of it is known now."`,
    );
    await golden('exploited', message);
  });

  test('several got worse, each for its own reason, and a fix appeared', async () => {
    const [message] = told(...worseStory());
    expect(message.text).toMatchInlineSnapshot(
      `"4 new or worse in payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (1 critical, 3 high): 1 disclosed since the last scan; 1 no longer accepted in Inspector; 2 with an exploit known now. Your image has not changed since 31 Oct. A fix appeared: 1 high: CVE-2026-0009 bash 5.0-4 → 5.0-5."`,
    );
    await golden('worse', message);
  });

  test('a fix appeared for one', async () => {
    const [message] = told(...fixableStory(1));
    expect(message.text).toMatchInlineSnapshot(
      `"A fix for 1 CRITICAL in payments/api:v1.4.2: CVE-2026-1234 openssl: openssl 3.0.11 → 3.0.15."`,
    );
    await golden('fixable', message);
  });

  test('fixes appeared for several', async () => {
    const [message] = told(...fixableStory(4));
    expect(message.text).toMatchInlineSnapshot(
      `"Fixes for 4 issues in payments/api:v1.4.2: CVE-2026-1234 openssl and 3 more (1 critical, 2 high, 1 low): CVE-2026-1234 openssl 3.0.11 → 3.0.15, CVE-2026-0080 curl 7.88.1 → 7.88.1-10+deb12u9, CVE-2026-0077 lodash (npm) 4.17.15 (a fix exists), 1 more."`,
    );
    await golden('fixable-several', message);
  });

  test.each([
    [0, 'EPSS under 1 %'],
    [0.0045, 'EPSS under 1 %'],
    [0.01, 'EPSS 1 %'],
    [0.0449, 'EPSS 4.5 %'],
    [0.29, 'EPSS 29 %'],
    [0.426, 'EPSS 43 %'],
    [0.994, 'EPSS over 99 %'],
    [1, 'EPSS over 99 %'],
  ])('a score of %d is told as %s', (epss, text) => {
    const issue = anEnhancedIssue(1, 'HIGH', 'x 1', { epss });
    expect(shownText(told(...disclosedToInspector(issue))[0])).toContain(
      `\n${text}: the probability that it is exploited within 30 days · CVSS 7.5 ·`,
    );
  });

  test.each([
    [{ fixable: true }, 'fix: there is one, its version is not said'],
    [{ fixable: false }, 'fix: none is known yet'],
    [{ fixable: null }, 'fix: Inspector does not say'],
  ])('of a fix without a version is said what is known: %j', (facts, text) => {
    const issue = anEnhancedIssue(1, 'HIGH', 'x 1', facts);
    expect(shownText(told(...disclosedToInspector(issue))[0])).toContain(`*Do:* update x 1, rebuild, push · ${text} →`);
  });

  test.each([
    [0, 'runs in no container'],
    [1, 'runs in 1 container'],
    [2, 'runs in 2 containers'],
  ])('an image that %i containers run says so', (inUse, text) => {
    const [alert, record] = disclosedToInspector();
    const [message] = told(alert, { ...record, ...scannedBy('enhanced', record.image, inUse) });
    expect(shownText(message)).toContain(` · ${text} · `);
  });

  test('of an index the page in Inspector is that of the part that has the worst', () => {
    const [alert, record] = disclosedToInspector();
    const issue = anEnhancedIssue(1, 'HIGH', 'x 1');
    const occurrences = issue.occurrences.map((each) => ({ ...each, ...ARM64 }));
    const { blocks } = told(alert, {
      ...record,
      ...scannedBy('enhanced', TWO_PLATFORMS, 2),
      ledger: { issues: [{ ...issue, occurrences }], unscanned: [] },
    })[0];
    expect(JSON.stringify(blocks)).toContain(encodeURIComponent(`payments/api/${ARM64.digest}`));
    expect(JSON.stringify(blocks)).not.toContain(encodeURIComponent(AMD64.digest));
    expect(JSON.stringify(blocks)).toContain('runs in 4 containers');
  });
});

describe('another engine', () => {
  test('what it finds besides is told in one note', async () => {
    const [message] = told(...switchedStory('enhanced', 3));
    expect(message.text).toMatchInlineSnapshot(
      `"Inspector now scans payments/api:v1.4.2, worst CRITICAL CVE-2026-1234 openssl (1 critical, 2 high): basic scanning did before. What was open is carried over; nothing counts as resolved by it."`,
    );
    await golden('switched', message);
  });

  test('that finds nothing else is told all the same', async () => {
    const [message] = told(...switchedStory('basic', 0));
    expect(message.text).toMatchInlineSnapshot(
      `"Now basic scanning of payments/api:v1.4.2: Inspector (enhanced) did before. What was open is carried over; nothing counts as resolved by it."`,
    );
    await golden('switched-nothing-more', message);
  });

  test('does not report what was told: that is no longer watched', async () => {
    const [alert, record] = unobservedStory('engine-switched', 2);
    const [message] = told(alert, { ...record, ...scannedBy('enhanced') });
    expect(message.text).toMatchInlineSnapshot(
      `"payments/api:v1.4.2 has another scanner: 2 issues told before are no longer watched: 2 critical, worst CVE-2026-1234 openssl. This does not mean fixed."`,
    );
    expect(shownText(message)).toMatchInlineSnapshot(`
      "payments/api:v1.4.2 has another scanner: 2 issues told before are no longer watched
      *Why:* it is scanned by Inspector (enhanced) now, which does not report this.
      This does not mean fixed: where it still runs, it still has them.
      *CRITICAL*
      • <https://security-tracker.debian.org/tracker/CVE-2026-1234|CVE-2026-1234> openssl · CVSS 9.8
      • <https://security-tracker.debian.org/tracker/CVE-2026-38408|CVE-2026-38408> openssh · CVSS 9.8
      [Image in ECR]
      pushed 31 Oct · sha256:ab12cd34 · 111122223333 eu-west-1 · enhanced
      why you: route 1, payments/**, high and up · policy 7c1f9a · record 0123456789ab"
    `);
  });
});

describe('scanning that ended', () => {
  test('Inspector no longer scans the image', async () => {
    const [message] = told(...unobservedStory('eligibility-expired', 3));
    expect(message.text).toMatchInlineSnapshot(
      `"payments/api:v1.4.2 is no longer scanned: 3 issues told before are no longer watched: 2 critical, 1 high, worst CVE-2026-1234 openssl. This does not mean fixed."`,
    );
    await golden('eligibility-expired', message);
  });

  test.each([
    ['v1.4.2', 'those that no other image has are no longer watched, which does not mean fixed'],
    ['v1.4.1', 'those stay open'],
  ])('what is open by the last scan of %s: %s', (tag, becomes) => {
    const { image, heads } = scannedBy('enhanced');
    const digest = tag === 'v1.4.2' ? image.digest : 'sha256:b';
    const lastComplete = { tags: [tag], digest, scannedAt: '2026-11-12T08:00:00.000Z', open: { CRITICAL: 1 } };
    const alert = aScanNewsAlert({ status: 'SCAN_ELIGIBILITY_EXPIRED', description: null, lastComplete });
    expect(shownText(told(alert, { image, heads })[0])).toContain(
      `\nLast complete scan: ${tag}, 12 Nov: 1 critical; ${becomes}.\n`,
    );
  });

  test('nothing scans the repository any more', async () => {
    const [message] = told(...postureStory('basic'));
    expect(message.text).toMatchInlineSnapshot(
      `"NOT SCANNED ANY MORE: payments/worker. This does not mean clean. ECR's scan frequency is MANUAL, before SCAN_ON_PUSH. Last complete scan: v1.9.3, 12 Nov: 1 critical, 3 high; those stay open."`,
    );
    await golden('posture-basic', message);
  });

  test('no filter of enhanced scanning names it any more', async () => {
    const [message] = told(...postureStory('enhanced', { previous: null, lastComplete: null }));
    expect(message.text).toMatchInlineSnapshot(
      `"NOT SCANNED ANY MORE: payments/worker. This does not mean clean. ECR's scan frequency is MANUAL. It never had a complete scan."`,
    );
    await golden('posture-enhanced', message);
  });
});

test.each([
  ['PENDING', 'basic', 'build it anew and push it (an enhanced scan cannot be started by hand).'],
  ['FAILED', 'enhanced', 'build it anew and push it (an enhanced scan cannot be started by hand).'],
  ['FAILED', 'basic', 'start a scan on its page in ECR (one in 24 hours an image), or build it anew and push it.'],
] as const)('how %s is mended is the way of the engine, %s', (status, engine, remedy) => {
  const [message] = told(aScanNewsAlert({ status, description: null }), scannedBy(engine));
  expect(shownText(message)).toContain(remedy);
});

test('a scan that never began is told otherwise than one that is nowhere', () => {
  const { image } = scannedBy('basic');
  const shown = (pushedAt: string) =>
    shownText(told(aScanNewsAlert({ status: 'SCAN_NOT_FOUND' }), { image: { ...image, pushedAt }, scans: [] })[0]);
  expect(shown('2026-11-19T08:00:05.000Z')).toContain('48 hours and more after its push');
  expect(shown('2026-11-19T08:00:06.000Z')).not.toContain('48 hours');
});
