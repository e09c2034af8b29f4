import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplayResult } from '../../replay/result.ts';
import { synthesise } from '../../replay/synthesise.ts';
import { aListedFinding, aScanEvent, aScanPage, headlines, type PlayStep, play } from '../support/play.ts';

const TIMEOUT_MS = 120_000;
const POLICY = `
operators: { email: ops@acme.example }
receivers:
  bot: { slack: { channel: C0PAYMENTS } }
  hook: { slack: { webhook: tallyman/webhook } }
routes:
  - { to: bot, repository: "payments/**", severity: high }
  - { to: hook, severity: critical }
  - { to: hook, severity: high, otherwise: true }
`;

let assembly: string;
const grants = new Map<string, boolean>();

/** Plays, and remembers which permissions were needed. */
const observed = async (steps: readonly PlayStep[], options = {}): Promise<ReplayResult> => {
  const result = await play(assembly, steps, options);
  expect(result.permissions.filter(({ allowed }) => !allowed)).toEqual([]);
  for (const { function: name, action, resource, used } of result.grants) {
    const key = `${name} ${action} ${resource}`;
    grants.set(key, used || grants.get(key) === true);
  }
  return result;
};

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bad-days-'));
  writeFileSync(join(folder, 'tallyman.yaml'), POLICY);
  assembly = await synthesise(join(folder, 'tallyman.yaml'));
  rmSync(folder, { recursive: true });
}, TIMEOUT_MS);
afterAll(() => rmSync(assembly, { recursive: true }));

const first = { event: [aScanEvent()], scan: [aScanPage([aListedFinding()])] };
const second = (at: string) => ({
  at,
  event: [aScanEvent({}, '6f4be901-8d25-4c1f-8e63-9b72a1d8c3f2')],
  scan: [aScanPage([aListedFinding(), aListedFinding('CVE-2026-5678')])],
});

const FIRST = 'First count of payments/api:v1.4.2: 1 critical';
const SECOND = '1 new CRITICAL in payments/api:v1.4.2: CVE-2026-5678 openssl';

describe('Slack', { timeout: TIMEOUT_MS }, () => {
  test('that is too busy for two hours is told late, once, and in order', async () => {
    const busy = { status: 429, retryAfter: 1800 };
    const result = await observed([{ ...first, slack: busy }, { ...second('+5m'), slack: busy }, { at: '+2h' }]);
    const [, , late] = headlines(result);
    expect(late?.filter((line) => line.startsWith('bot'))).toEqual([`bot: ${FIRST}`, `bot: ${SECOND}`]);
    expect(late?.filter((line) => line.startsWith('hook'))).toEqual([`hook: ${FIRST}`, `hook: ${SECOND}`]);
    expect(result.deadLetters).toEqual([]);
  });

  test.each([{ status: 500 }, { status: 503 }, { status: 200, body: '<html>proxy</html>' }])(
    'that answers %o is tried again, and keeps no step from the other',
    async (slack) => {
      const result = await observed([{ ...first, slack }, { at: '+5m' }]);
      expect(headlines(result)).toEqual([[], [`bot: ${FIRST}`, `hook: ${FIRST}`]]);
    },
  );

  test.each(['invalid_auth', 'channel_not_found', 'not_in_channel'])(
    'that says %s is told to operators with the remedy, at once',
    async (error) => {
      const result = await observed([{ ...first, slack: { error } }]);
      expect(result.deadLetters.map(({ reason }) => reason)).toContainEqual(expect.stringContaining(error));
      expect(JSON.stringify(result)).not.toMatch(/xoxb-\w|hooks\.slack\.com\/services\/\w/);
    },
  );
});

describe('an event', { timeout: TIMEOUT_MS }, () => {
  test('of a repository whose name has 256 characters is told', async () => {
    const name = `payments/${'very-long-name/'.repeat(16)}x`.padEnd(256, 'y');
    expect(name).toHaveLength(256);
    const result = await observed([
      { event: [aScanEvent({ 'repository-name': name })], scan: [aScanPage([aListedFinding()])] },
    ]);
    expect(headlines(result)[0]).toHaveLength(2);
  });

  test('three times, in one batch and in three, is told once', async () => {
    const again = { event: [aScanEvent()] };
    const result = await observed([{ ...first, event: [aScanEvent(), aScanEvent(), aScanEvent()] }, again, again]);
    expect(headlines(result)).toEqual([[`bot: ${FIRST}`, `hook: ${FIRST}`], [], []]);
    const outcomes = result.steps.flatMap(({ events }) => events.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(['evaluated', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  });

  test.each([
    ['no JSON object in its detail', { detail: 'hello' }, 'detail is "hello"'],
    ['a digest that is none', { detail: { ...aScanEvent().detail, 'image-digest': 7 } }, 'detail.image-digest is 7'],
  ])('with %s is a dead letter that names path and value; the others are told', async (_, wrong, reason) => {
    const broken = { ...aScanEvent({}, 'broken'), ...wrong };
    const result = await observed([{ ...first, event: [broken, aScanEvent()] }]);
    expect(result.steps[0]?.events).toMatchObject([
      { id: 'broken', outcome: 'dead-letter', reason: expect.stringContaining(reason) },
      { outcome: 'evaluated' },
    ]);
    expect(headlines(result)[0]).toHaveLength(2);
  });

  test('whose findings have no attributes, or a severity nobody knows, is told of each of them', async () => {
    const findings = [
      { name: 'RHSA-2026:0001', severity: 'CATASTROPHIC' },
      { name: 'GHSA-jfh8-c2jp-5v3q', severity: 'HIGH', attributes: [] },
      ...Array.from({ length: 20 }, (_, n) => aListedFinding('ALAS2-2026-1', 'HIGH', `package-${n}`)),
    ];
    const result = await observed([{ event: [aScanEvent()], scan: [aScanPage(findings)] }]);
    expect(headlines(result)[0]?.[0]).toBe('bot: First count of payments/api:v1.4.2: 1 CATASTROPHIC, 21 high');
    const text = JSON.stringify(result.steps[0]?.slack);
    for (const name of ['RHSA-2026:0001', 'GHSA-jfh8-c2jp-5v3q', 'package-0', 'package-19'])
      expect(text).toContain(name);
    expect(JSON.stringify(result.log)).toContain('UnknownSeverity');
  });

  test('while ECR throttles, fails and drops the connection is told whole, or not yet', async () => {
    let asked = 0;
    const faults = [
      { status: 400, code: 'ThrottlingException' },
      { status: 500, code: 'ServerException' },
      'drop',
    ] as const;
    const fault = ({ action }: { action: string }) =>
      action === 'DescribeImageScanFindings' ? faults[asked++] : undefined;
    const scan = [aScanPage([aListedFinding('CVE-1')], { nextToken: 'next' }), aScanPage([aListedFinding('CVE-2')])];
    const result = await observed([{ event: [aScanEvent()], scan }], { fault });
    expect(headlines(result)).toEqual([
      ['bot: First count of payments/api:v1.4.2: 2 critical', 'hook: First count of payments/api:v1.4.2: 2 critical'],
    ]);
  });

  test('that counted findings which never come is asked for after 1, 5 and 15 minutes, then told', async () => {
    const result = await observed([{ event: [aScanEvent()], scan: [aScanPage([])] }, { at: '+14m' }, { at: '+2m' }]);
    expect(result.steps.map(({ calls }) => calls['ecr:DescribeImageScanFindings'])).toEqual([3, 1, undefined]);
    expect(headlines(result)[1]).toEqual(['bot: NOT SCANNED: payments/api:v1.4.2. This does not mean clean.']);
  });

  test('that nothing can be sent for is in resend’s dead letters too, so that operators hear', async () => {
    const fault = ({ action }: { action: string }) =>
      action === 'SendMessageBatch' ? { status: 403, code: 'AccessDenied' } : undefined;
    const result = await observed([first], { fault });
    expect(result.deadLetters[0]?.body).toContain('lineages keep deliveries');
  });

  test('whose deliveries cannot be sent at once is told by resend', async () => {
    const fault = ({ action, function: name }: { action: string; function: string }) =>
      action === 'SendMessageBatch' && name.includes('Evaluate') ? { status: 403, code: 'AccessDenied' } : undefined;
    const result = await observed([first], { fault });
    expect(headlines(result)).toEqual([[`bot: ${FIRST}`, `hook: ${FIRST}`]]);
  });
});

test('every permission that a role has was needed by one of these days', () => {
  expect([...grants].flatMap(([grant, used]) => (used ? [] : [grant]))).toEqual([]);
  expect(grants.size).toBeGreaterThan(20);
});
