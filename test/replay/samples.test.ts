import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplayResult } from '../../replay/result.ts';
import { synthesise } from '../../replay/synthesise.ts';
import { headlines, play } from '../support/play.ts';
import { onlyPage, sampleAnswer, sampleEvent } from '../support/samples.ts';

const EVENTS = readdirSync(join(import.meta.dirname, '../fixtures/events'))
  .filter((file) => file.startsWith('event-ecr-image-scan-'))
  .map((file) => file.replace('.json', ''));
const TIMEOUT_MS = 120_000;

const POLICY = `
operators: { email: ops@acme.example }
receivers:
  every: { slack: { webhook: tallyman/every } }
  medium: { slack: { webhook: tallyman/medium } }
  high: { slack: { webhook: tallyman/high } }
routes:
  - { to: every, otherwise: true }
  - { to: medium, severity: medium, otherwise: true }
  - { to: high, severity: high, otherwise: true }
`;

/** What a sample is called in a headline: by its tag, else by its short digest. */
const IMAGE: Readonly<Record<string, string>> = {
  'event-ecr-image-scan-complete-no-tags': 'my-repository-name@sha256:7f5b2640',
  'event-ecr-image-scan-failed': 'my-repository-name@sha256:7f5b2640',
  'event-ecr-image-scan-go': 'tribble-image-scan-test:1572471135',
};
/** Those that count findings, so that an answer without any is not believed. */
const COUNTING = ['event-ecr-image-scan-complete-no-tags', 'event-ecr-image-scan-go'];

test('every sample has its expectation', () => {
  expect(EVENTS).toEqual(Object.keys(IMAGE));
});

let assembly: string;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  writeFileSync(join(folder, 'tallyman.yaml'), POLICY);
  assembly = await synthesise(join(folder, 'tallyman.yaml'));
  rmSync(folder, { recursive: true });
}, TIMEOUT_MS);
afterAll(() => rmSync(assembly, { recursive: true }));

describe.each(EVENTS)('%s', { timeout: TIMEOUT_MS }, (event) => {
  // At noon: reconcile, which comes by in the morning, asks as well.
  const at = String(sampleEvent(event)['time']).replace(/T.*/, 'T12:00:00Z');
  const playWith = (page: object) => play(assembly, [{ at, event: [sampleEvent(event)], scan: [page] }]);
  const heard = (result: ReplayResult) => headlines(result).flat().sort();
  const toldTo = (receivers: readonly string[], headline: string) => receivers.map((name) => `${name}: ${headline}`);
  const everybody = ['every', 'high', 'medium'];
  const notScanned = toldTo(everybody, `NOT SCANNED: ${IMAGE[event]}. This does not mean clean.`);

  test('with a scan of one finding is told to those whose threshold it reaches', async () => {
    const result = await playWith(sampleAnswer('dsf-basic-apidoc'));
    expect(heard(result)).toEqual(toldTo(['every', 'medium'], `First count of ${IMAGE[event]}: 1 medium`));
  });

  test('with a scan of four critical findings is told to everybody', async () => {
    const result = await playWith(onlyPage(sampleAnswer('dsf-basic-real-page1-of-715')));
    expect(heard(result)).toEqual(toldTo(everybody, `First count of ${IMAGE[event]}: 4 critical`));
  });

  test('with one page of many, the others missing, is a dead letter, and nobody is told', async () => {
    const result = await playWith(sampleAnswer('dsf-basic-real-page1-of-715'));
    expect(result.steps[0]?.events).toMatchObject([{ outcome: 'dead-letter' }]);
    expect(heard(result)).toEqual([]);
  });

  test('with a scan that failed is told to everybody, whatever the threshold', async () => {
    const result = await playWith(sampleAnswer('dsf-basic-failed-unsupported-os'));
    expect(heard(result)).toEqual(notScanned);
    expect(JSON.stringify(result.steps[0]?.slack)).toContain('UnsupportedImageError');
  });

  test('with a scan that lists nothing is clean only where the event counted nothing', async () => {
    const result = await playWith(sampleAnswer('dsf-enhanced-complete-but-not-ready'));
    expect(heard(result)).toEqual(COUNTING.includes(event) ? notScanned : []);
    // The first look at an image without a tag is for its index: its scan is not asked for.
    const looks = event.endsWith('no-tags') ? 3 : 4;
    expect(result.steps[0]?.calls['ecr:DescribeImageScanFindings']).toBe(COUNTING.includes(event) ? looks : 1);
  });
});
