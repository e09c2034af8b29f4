import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesise } from '../../replay/synthesise.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = 'examples/first-scan';
const TIMEOUT_MS = 120_000;

const tallyman = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['cli/tallyman.js', ...args], { cwd: ROOT, encoding: 'utf8' });

describe('tallyman replay', { timeout: TIMEOUT_MS }, () => {
  let assembly: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-'));
    assembly = await synthesise(join(ROOT, EXAMPLE, 'tallyman.yaml'));
  }, TIMEOUT_MS);
  afterAll(() => {
    for (const each of [assembly, folder]) rmSync(each, { recursive: true });
  });
  const written = (yaml: string): string => {
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, yaml);
    return file;
  };

  test('prints for people what each receiver got, from nothing', () => {
    const { status, stdout } = tallyman('replay', `${EXAMPLE}/scenario.yaml`);
    expect(status).toBe(0);
    expect(stdout).toContain('payments · Slack channel C0PAYMENTS\n┃ First count of payments/api:v1.4.2');
    expect(stdout).toContain('payments · Slack channel C0PAYMENTS · in the thread\n    ┃ More in payments/api:v1.4.2');
    expect(stdout).toContain('platform · a Slack webhook\n┃ NOT SCANNED: tools/backup:2026.11');
    expect(stdout).toMatch(/on-call · e-mail, by the SNS topic \S+\n┃ Subject: First count of payments\/api:v1\.4\.2/);
    expect(stdout).toContain(
      'hub · Security Hub, 19 findings\n┃ ACTIVE CRITICAL · CVE-2023-45853 - zlib in payments/api',
    );
  });

  test('prints JSON and nothing else, when asked to', () => {
    const { status, stdout } = tallyman('replay', `${EXAMPLE}/scenario.yaml`, '--json', '--assembly', assembly);
    expect(status).toBe(0);
    const { steps, ...others } = JSON.parse(stdout);
    expect([steps.length, others]).toEqual([3, {}]);
    expect(Object.keys(steps[0])).toEqual(['at', 'events', 'slack', 'sns', 'securityHub', 'calls']);
    expect(Object.keys(steps[0].sns[0])).toEqual(['receiver', 'topic', 'subject', 'message', 'attributes']);
    expect(Object.keys(steps[0].securityHub)).toEqual(['calls', 'findings']);
  });

  test('ends with status 3 where something ended in dead letters, and says what', () => {
    const page = join(ROOT, EXAMPLE, 'answer-1.json');
    const scenario = written(`steps: [{ event: ${join(ROOT, EXAMPLE, 'event.json')}, scan: ${page} }]`);
    const { status, stdout } = tallyman('replay', scenario, '--assembly', assembly);
    expect(status).toBe(3);
    expect(stdout).toContain('nobody is told anything');
    expect(stdout).toContain("Invalid parameter at 'nextToken'");
  });

  test('ends with status 1 where the scenario is wrong, with the place', () => {
    const { status, stdout, stderr } = tallyman('replay', written('steps: [{ evnt: a }]'));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('scenario.yaml:1:11: unknown key "evnt"; did you mean "event"?');
  });

  test('ends with status 1 where the policy is wrong, with the place', () => {
    writeFileSync(join(folder, 'tallyman.yaml'), 'operatrs: {}\n');
    const scenario = written('{ policy: tallyman.yaml, steps: [{ at: 2026-11-21T08:00:00Z }] }');
    const { status, stdout, stderr } = tallyman('replay', scenario, '--json');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('tallyman.yaml:1:1: unknown key "operatrs"');
  });
});

test('a Node that is too old hears what to do', () => {
  const asNode20 = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;
  const script = `${asNode20} import('./cli/tallyman.js')`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Tallyman needs Node 22\.18 or newer, this is 20\.20\.2: .*npm rebuild node.*\n$/);
});
