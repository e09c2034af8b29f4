import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplayResult } from '../../replay/result.ts';
import { synthesise } from '../../replay/synthesise.ts';
import {
  aListedFinding,
  aPushEvent,
  aScanEvent,
  aScanPage,
  headlines,
  type PlayStep,
  play,
  subjects,
  titles,
} from '../support/play.ts';

const TIMEOUT_MS = 120_000;
const POLICY = `
operators: { email: ops@acme.example }
receivers:
  bot: { slack: { channel: C0PAYMENTS } }
  hook: { slack: { webhook: tallyman/webhook } }
  mail: { sns: { email: on-call@acme.example } }
  topic: { sns: { topic: "arn:aws:sns:eu-west-1:111122223333:made-elsewhere" } }
  hub: { security-hub: {} }
routes:
  - { to: bot, repository: "payments/**", severity: high, remind: 1d }
  - { to: bot, repository: "ledger/**", severity: high }
  - { to: mail, repository: "ledger/**", severity: critical }
  - { to: topic, repository: "ledger/**", severity: critical }
  - { to: hub, repository: "ledger/**", severity: low }
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

/** In a repository of which all channels are to hear. */
const LEDGER = { 'repository-name': 'ledger/book' };
const ledger = {
  first: { event: [aScanEvent(LEDGER)], scan: [aScanPage([aListedFinding()])] },
  second: {
    event: [aScanEvent(LEDGER, '6f4be901-8d25-4c1f-8e63-9b72a1d8c3f2')],
    scan: [aScanPage([aListedFinding(), aListedFinding('CVE-2026-5678')])],
  },
};
const LEDGER_FIRST = 'First count of ledger/book:v1.4.2: 1 critical';
const LEDGER_SECOND = '1 new CRITICAL in ledger/book:v1.4.2: CVE-2026-5678 openssl';
const SUBJECT_FIRST = 'First count of ledger/book:v1.4.2, worst CRITICAL CVE-2026-1234 openssl';

describe('Security Hub', { timeout: TIMEOUT_MS }, () => {
  test('that is down for an hour delays nobody else, and gets all of it afterwards', async () => {
    const down = { 'security-hub': { status: 503 } };
    const steps = [{ ...ledger.first, ...down }, { at: '+1s', ...ledger.second, ...down }, { at: '+1h' }];
    const result = await observed(steps);
    expect(headlines(result)).toEqual([
      [`bot: ${LEDGER_FIRST}`, `hook: ${LEDGER_FIRST}`],
      [`bot: ${LEDGER_SECOND}`, `hook: ${LEDGER_SECOND}`],
      [],
    ]);
    expect(subjects(result)).toEqual([
      [`mail: ${SUBJECT_FIRST}`, `topic: ${SUBJECT_FIRST}`],
      [`mail: ${LEDGER_SECOND}`, `topic: ${LEDGER_SECOND}`],
      [],
    ]);
    const [first, second] = ['CVE-2026-1234', 'CVE-2026-5678'].map((name) => `${name} - openssl in ledger/book`);
    expect(titles(result)).toEqual([[], [], [first, second]]);
    expect(result.steps[1]?.securityHub.calls).toBeGreaterThan(5);
    expect([result.deadLetters, result.waiting]).toEqual([[], []]);
  });

  test('that is not enabled is told to operators once, with the remedy; the others are told', async () => {
    const notEnabled = { 'security-hub': { notEnabled: true } };
    const result = await observed([{ ...ledger.first, ...notEnabled }]);
    expect([headlines(result)[0]?.length, subjects(result)[0]?.length, titles(result)]).toEqual([2, 2, [[]]]);
    expect(result.steps[0]?.securityHub.calls).toBe(1);
    expect(result.deadLetters).toMatchObject([
      {
        queue: expect.stringMatching(/SecurityHub.*DeadLetters/),
        reason: expect.stringMatching(/^hub: Security Hub CSPM is not enabled in 111122223333 eu-west-1; enable it/),
      },
    ]);
  });

  test('says of each import that it was made, which no rule takes', async () => {
    const product = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';
    // https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
    const imported = {
      ...aScanEvent(),
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      resources: [`${product}/tallyman/1`],
      detail: { findings: [{ Id: 'tallyman/1', ProductArn: product, GeneratorId: 'tallyman' }] },
    };
    const [step] = (await observed([{ event: [imported] }])).steps;
    const reason = 'no rule takes it: source is "aws.securityhub"';
    expect(step?.events).toMatchObject([{ outcome: 'ignored', reason: expect.stringContaining(reason) }]);
  });
});

describe('SNS', { timeout: TIMEOUT_MS }, () => {
  test('that is down for an hour delays nobody else, and is told once afterwards', async () => {
    const result = await observed([{ ...ledger.first, sns: { status: 503 } }, { at: '+1h' }]);
    expect(subjects(result)).toEqual([[], [`mail: ${SUBJECT_FIRST}`, `topic: ${SUBJECT_FIRST}`]]);
    expect([headlines(result)[0]?.length, titles(result)[0]?.length]).toEqual([2, 1]);
    expect([result.deadLetters, result.waiting]).toEqual([[], []]);
  });

  test('that has no topic for one receiver any more tells the other, and operators the remedy', async () => {
    let published = 0;
    const fault = ({ action }: { action: string }) =>
      action === 'Publish' && ++published === 1 ? { status: 404, code: 'NotFound' } : undefined;
    const result = await observed([ledger.first], { fault });
    expect(subjects(result)[0]).toHaveLength(1);
    expect(result.deadLetters).toMatchObject([
      { queue: expect.stringMatching(/Sns.*DeadLetters/), reason: expect.stringContaining('create the topic') },
    ]);
  });
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
    expect(result.deadLetters[0]?.body).toContain('stay due in part');
  });

  test('whose deliveries cannot be sent at once is told by resend', async () => {
    const fault = ({ action, function: name }: { action: string; function: string }) =>
      action === 'SendMessageBatch' && name.includes('Evaluate') ? { status: 403, code: 'AccessDenied' } : undefined;
    const result = await observed([ledger.first], { fault });
    expect(headlines(result)).toEqual([[`bot: ${LEDGER_FIRST}`, `hook: ${LEDGER_FIRST}`]]);
    expect([subjects(result)[0]?.length, titles(result)[0]?.length]).toEqual([2, 1]);
  });
});

describe('quiet days', { timeout: TIMEOUT_MS }, () => {
  test('after which something is still open end with a reminder, once', async () => {
    const result = await observed([first, { at: '+23h' }, { at: '+2h' }]);
    const told = headlines(result).map((lines) => lines.filter((line) => line.startsWith('bot')));
    const reminder = 'bot: Still open in payments/api:v1.4.2: 1 critical, told yesterday';
    expect(told).toEqual([[`bot: ${FIRST}`], [reminder], []]);
  });

  test('on which all is fixed end the thread', async () => {
    const result = await observed([
      first,
      { event: [aScanEvent({ 'finding-severity-counts': {} }, 'fixed')], scan: [aScanPage([])] },
    ]);
    expect(result.steps[1]?.slack.map(({ receiver }) => receiver)).toEqual(['bot']);
    expect(JSON.stringify(result.steps[1]?.slack)).toContain('nothing told here is open any more');
  });
});

test('first counts of several repositories within an hour are one at once and one round-up', {
  timeout: TIMEOUT_MS,
}, async () => {
  const of = (name: string) => ({
    event: [aScanEvent({ 'repository-name': name }, name)],
    scan: [aScanPage([aListedFinding()])],
  });
  const steps = [of('payments/api'), of('payments/web'), of('payments/worker'), { at: '+70m' }];
  const result = await observed(steps);
  const told = headlines(result).map((lines) => lines.filter((line) => line.startsWith('bot')));
  expect(told).toEqual([[`bot: ${FIRST}`], [], ['bot: First count of 2 repositories: 2 critical'], []]);
});

test('an index is read, and its parts are told as one image', { timeout: TIMEOUT_MS }, async () => {
  const [index, amd, arm] = ['e', '1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
  const part = (digest: string | undefined, architecture: string) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest,
    size: 1,
    platform: { os: 'linux', architecture },
  });
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [part(amd, 'amd64'), part(arm, 'arm64')],
  };
  const scanned = (digest: string | undefined) => ({
    event: [aScanEvent({ 'image-digest': digest, 'image-tags': [] }, String(digest))],
    scan: [aScanPage([aListedFinding()])],
  });
  const result = await observed([
    {
      event: [
        ...[amd, arm].map((digest) =>
          aPushEvent({ 'image-digest': digest, 'image-tag': undefined }, `pushed ${digest}`),
        ),
        aPushEvent({ 'image-digest': index }),
      ],
      manifests: { [String(index)]: manifest },
    },
    scanned(amd),
    scanned(arm),
  ]);
  expect(headlines(result).flat()).toEqual([`bot: ${FIRST}`, `hook: ${FIRST}`]);
  expect(JSON.stringify(result.steps)).toContain('linux/amd64, linux/arm64');
});

test('what an image says of itself is read from its config', { timeout: TIMEOUT_MS }, async () => {
  const { 'image-digest': digest } = aScanEvent().detail;
  const configDigest = `sha256:${'c'.repeat(64)}`;
  const descriptor = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size: 200 };
  const manifest = { mediaType: 'application/vnd.oci.image.manifest.v1+json', config: descriptor, layers: [] };
  const labels = { 'org.opencontainers.image.source': 'https://git.acme.example/payments/api' };
  const manifests = { [digest]: manifest, [configDigest]: { config: { Labels: labels } } };
  const result = await observed([{ ...first, manifests }]);
  expect(JSON.stringify(result.steps[0]?.slack)).toContain('git.acme.example/payments/api');
});

describe('a finding of Inspector', { timeout: TIMEOUT_MS }, () => {
  const { 'image-digest': imageHash } = aScanEvent().detail;
  const packageVulnerabilityDetails = {
    vulnerabilityId: 'CVE-2026-1234',
    vulnerablePackages: [{ name: 'openssl', version: '3.0.11', packageManager: 'OS' }],
  };
  const found = (details: object, id: string) => ({
    ...aScanEvent({}, id),
    'detail-type': 'Inspector2 Finding',
    source: 'aws.inspector2',
    detail: {
      awsAccountId: '111122223333',
      findingArn: `arn:aws:inspector2:eu-west-1:111122223333:finding/${id}`,
      packageVulnerabilityDetails,
      resources: [{ type: 'AWS_ECR_CONTAINER_IMAGE', id, details }],
      severity: 'CRITICAL',
      status: 'ACTIVE',
      type: 'PACKAGE_VULNERABILITY',
      updatedAt: 'Sat Nov 21 08:00:00.000 UTC 2026',
    },
  });
  const awsEcrContainerImage = { repositoryName: 'payments/api', imageHash, imageTags: ['v1.4.2'] };
  const scan = {
    imageScanStatus: { status: 'ACTIVE' },
    imageScanFindings: { enhancedFindings: [{ packageVulnerabilityDetails, severity: 'CRITICAL' }] },
  };

  test('is told once it is quiet; one that names no image is a dead letter', async () => {
    const event = [found({ awsEcrContainerImage }, 'good'), found({ awsEcrContainerImage: {} }, 'broken')];
    const result = await observed([{ event, registry: { scanning: 'enhanced' }, scan: [scan] }]);
    expect(result.steps[0]?.events).toMatchObject([{ outcome: 'coalesced' }, { outcome: 'dead-letter' }]);
    expect(headlines(result)[0]).toEqual([`bot: ${FIRST}`, `hook: ${FIRST}`]);
  });
});

describe('reconcile', { timeout: TIMEOUT_MS }, () => {
  const at = '2026-11-21T02:55:00Z';

  test('that cannot list the registry is in its dead letters, so that operators hear', async () => {
    const fault = ({ action }: { action: string }) =>
      action === 'DescribeRepositories' ? { status: 400, code: 'AccessDenied' } : undefined;
    const result = await observed([{ ...first, at }], { fault });
    expect(result.deadLetters[0]?.body).toContain('RetriesExhausted');
  });

  test('has the parts of an index scanned of which nobody heard', async () => {
    const [index, part] = [`sha256:${'e'.repeat(64)}`, `sha256:${'1'.repeat(64)}`];
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const platform = { os: 'linux', architecture: 'amd64' };
    const manifest = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ mediaType, digest: part, size: 1, platform }],
    };
    const detail = { repositoryName: 'payments/api', imagePushedAt: '2026-11-20T08:00:00Z' };
    const imageDetails = [
      { ...detail, imageDigest: index, imageTags: ['pr-7'] },
      { ...detail, imageDigest: part },
    ];
    const unheard = { images: { imageDetails }, manifests: { [index]: manifest } };
    const result = await observed([{ ...first, at, ...unheard }, { at: '+1h' }]);
    // That of the image that was scanned just now, and that of the part.
    expect(result.steps[0]?.calls['ecr:StartImageScan']).toBe(2);
    expect(headlines(result).flat()).toContain('bot: NOT SCANNED: payments/api:pr-7. This does not mean clean.');
  });
});

test('every permission that a role has was needed by one of these days', () => {
  expect([...grants].flatMap(([grant, used]) => (used ? [] : [grant]))).toEqual([]);
  expect(grants.size).toBeGreaterThan(40);
});
