import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesise } from '../../replay/synthesise.ts';
import { headlines, play } from '../support/play.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const EVENTS = readdirSync(join(FIXTURES, 'events')).filter((file) => file.startsWith('event-ecr-image-scan-'));
const TIMEOUT_MS = 120_000;

const policyOf = (severity: string) => `
operators: { email: ops@acme.example }
receivers: { team: { slack: { webhook: tallyman/webhook } } }
routes: [{ to: team, ${severity} otherwise: true }]
`;

const event = (file: string) => JSON.parse(readFileSync(join(FIXTURES, 'events', file), 'utf8'));

/** An answer for whatever image the event names. */
const answer = (name: string) => {
  const {
    repositoryName: _,
    registryId: __,
    imageId: ___,
    ...rest
  } = JSON.parse(readFileSync(join(FIXTURES, 'ecr', `${name}.json`), 'utf8'));
  return rest;
};
const withoutToken = ({ nextToken: _, ...page }: Record<string, unknown>) => page;

/** What a sample is called in a headline: by its tag, else by its short digest. */
const IMAGE: Readonly<Record<string, string>> = {
  'event-ecr-image-scan-complete-no-tags.json': 'my-repository-name@sha256:7f5b2640',
  'event-ecr-image-scan-failed.json': 'my-repository-name@sha256:7f5b2640',
  'event-ecr-image-scan-go.json': 'tribble-image-scan-test:1572471135',
};
/** Those that count findings, so that an answer without any is not believed. */
const COUNTING = ['event-ecr-image-scan-complete-no-tags.json', 'event-ecr-image-scan-go.json'];

test('every sample has its expectation', () => {
  expect(EVENTS).toEqual(Object.keys(IMAGE));
});

describe.each([
  ['every issue', '', { apidoc: '1 medium', real: '4 critical' }],
  ['high and up', 'severity: high,', { apidoc: null, real: '4 critical' }],
  ['medium and up', 'severity: medium,', { apidoc: '1 medium', real: '4 critical' }],
])('told of %s', { timeout: TIMEOUT_MS }, (_, severity, told) => {
  let assembly: string;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samples-'));
    writeFileSync(join(folder, 'tallyman.yaml'), policyOf(severity));
    assembly = await synthesise(join(folder, 'tallyman.yaml'));
    rmSync(folder, { recursive: true });
  }, TIMEOUT_MS);
  afterAll(() => rmSync(assembly, { recursive: true }));

  const firstCount = (file: string, counts: string | null) =>
    counts === null ? [] : [`team: First count of ${IMAGE[file]}: ${counts}`];

  describe.each(EVENTS)('%s', (file) => {
    test('with a scan of one finding', async () => {
      const result = await play(assembly, [{ event: [event(file)], scan: [answer('dsf-basic-apidoc')] }]);
      expect(headlines(result)).toEqual([firstCount(file, told.apidoc)]);
    });

    test('with a scan of four critical findings', async () => {
      const scan = [withoutToken(answer('dsf-basic-real-page1-of-715'))];
      const result = await play(assembly, [{ event: [event(file)], scan }]);
      expect(headlines(result)).toEqual([firstCount(file, told.real)]);
    });

    test('with one page of many, the others missing: a dead letter, and nobody is told', async () => {
      const result = await play(assembly, [{ event: [event(file)], scan: [answer('dsf-basic-real-page1-of-715')] }]);
      expect(result.steps[0]?.events).toMatchObject([{ outcome: 'dead-letter' }]);
      expect(headlines(result)).toEqual([[]]);
    });

    test('with a scan that failed', async () => {
      const scan = [answer('dsf-basic-failed-unsupported-os')];
      const result = await play(assembly, [{ event: [event(file)], scan }]);
      expect(headlines(result)).toEqual([[`team: NOT SCANNED: ${IMAGE[file]}. This does not mean clean.`]]);
      expect(JSON.stringify(result.steps[0]?.slack)).toContain('UnsupportedImageError');
    });

    test('with a scan that lists nothing: clean only where the event counted nothing', async () => {
      const scan = [answer('dsf-enhanced-complete-but-not-ready')];
      const result = await play(assembly, [{ event: [event(file)], scan }]);
      const notScanned = [`team: NOT SCANNED: ${IMAGE[file]}. This does not mean clean.`];
      expect(headlines(result)).toEqual([COUNTING.includes(file) ? notScanned : []]);
      expect(result.steps[0]?.calls['ecr:DescribeImageScanFindings']).toBe(COUNTING.includes(file) ? 4 : 1);
    });
  });
});
