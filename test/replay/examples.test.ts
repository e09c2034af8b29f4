import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replay } from '../../replay/replay.ts';
import type { ReplayResult, SlackMessage, StepResult } from '../../replay/result.ts';
import { readScenario } from '../../replay/scenario/read-scenario.ts';
import { synthesise } from '../../replay/synthesise.ts';
import { aListedFinding, aScanEvent, aScanPage, headlines, type PlayStep, play, subjects } from '../support/play.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const POLICY = join(EXAMPLES, 'tallyman.yaml');
const TIMEOUT_MS = 120_000;

const scenarioOf = (name: string): string => join(EXAMPLES, name, 'scenario.yaml');
/** `first-scan`, with its own policy, is played by replay.test.ts. */
const NAMES = globSync('*/scenario.yaml', { cwd: EXAMPLES, exclude: ['first-scan'] })
  .map(dirname)
  .sort();

/** What came of a step's events, and what each receiver got. */
interface Expected {
  readonly events: string;
  readonly told?: readonly string[];
}

const FIRST = [
  'payments: First count of payments/api:v1.4.2: 1 critical, 3 high',
  'on-call: First count of payments/api:v1.4.2, worst CRITICAL CVE-2023-45853 zlib',
  'hub: 6 ACTIVE',
];
const NEW_OPENSSL = (image: string) => [
  `payments, in thread and channel: 1 new CRITICAL in ${image}: CVE-2026-1234 openssl`,
  `on-call: 1 new CRITICAL in ${image}: CVE-2026-1234 openssl`,
  'hub: 1 ACTIVE',
];

const NOT_SCANNED = (name: string) => ({
  events: 'evaluated',
  told: [`platform: NOT SCANNED: status/${name}:v1.0.0. This does not mean clean.`],
});
const FIRST_ENHANCED = [
  'payments: First count of payments/api:v1.4.2: 1 critical, 5 high',
  'on-call: First count of payments/api:v1.4.2, worst CRITICAL CVE-2023-45853 zlib1g',
];

const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  'burst-of-findings': [
    { events: 'evaluated', told: FIRST_ENHANCED },
    { events: '100 × coalesced' },
    { events: '150 × coalesced' },
    {
      events: '150 × coalesced',
      told: [
        'payments, in thread and channel: 12 new in payments/api:v1.4.2: 1 critical, 11 high',
        'on-call: 1 new CRITICAL in payments/api:v1.4.2: CVE-2026-2000 libexample0',
      ],
    },
  ],
  'day-one': [
    { events: '', told: ['hub: 1041 ACTIVE'] },
    {
      events: '',
      told: [
        'payments: First count of 49 repositories: 25 critical, 99 high, 1 not scanned',
        'platform: First count of 247 repositories: 124 critical, 495 high, 3 not scanned',
        'on-call: First count of 149 repositories: 149 critical, worst base/service-012:v1.0.0',
      ],
    },
  ],
  'disclosed-later-basic': [
    { events: '', told: FIRST },
    { events: '' },
    { events: '', told: NEW_OPENSSL('payments/api:v1.4.2') },
  ],
  'disclosed-later-enhanced': [
    { events: 'evaluated', told: FIRST_ENHANCED },
    {
      events: 'coalesced',
      told: [
        'payments, in thread and channel: 1 new CRITICAL in payments/api:v1.4.2: CVE-2026-1234 libssl3',
        'on-call: 1 new CRITICAL in payments/api:v1.4.2: CVE-2026-1234 libssl3',
      ],
    },
  ],
  distroless: [
    {
      events: 'evaluated',
      told: ['platform: NOT SCANNED: tools/backup:2026.11.21-1. This does not mean clean.'],
    },
    { events: 'unchanged' },
    { events: 'unchanged' },
  ],
  'eligibility-expired': [
    { events: 'evaluated', told: FIRST_ENHANCED },
    {
      events: 'coalesced, coalesced, coalesced',
      told: [
        'payments, in thread and channel: NOT SCANNED: payments/api:v1.4.2. This does not mean clean.',
        'payments, in thread: payments/api:v1.4.2 is no longer scanned: 6 issues told before are no longer watched',
        'payments, marked: First count of payments/api:v1.4.2: 1 critical, 5 high',
        'on-call: payments/api:v1.4.2 is no longer scanned: 1 issue told before is no longer watched',
      ],
    },
  ],
  'engine-switch': [
    { events: 'evaluated', told: FIRST },
    {
      events: 'evaluated',
      told: [
        'payments, in thread and channel: Inspector now scans payments/api:v1.4.2: 1 high more',
        'on-call: Inspector now scans payments/api:v1.4.2',
        'hub: 6 ARCHIVED',
      ],
    },
  ],
  'enhanced-first-scan': [{ events: '4 × coalesced, evaluated', told: FIRST_ENHANCED }],
  'every-status': [
    {
      events: 'evaluated',
      told: [
        'platform: First count of status/complete:v1.0.0: 1 critical',
        'on-call: First count of status/complete:v1.0.0, worst CRITICAL CVE-2023-45853 zlib1g',
      ],
    },
    { events: 'evaluated' },
    { events: 'unchanged' },
    { events: 'unchanged' },
    NOT_SCANNED('failed'),
    NOT_SCANNED('unsupported'),
    {
      events: 'evaluated',
      told: [
        ...NOT_SCANNED('expired').told,
        'platform: First count of status/active:v1.0.0: 1 critical',
        'on-call: First count of status/active:v1.0.0, worst CRITICAL CVE-2023-45853 zlib1g',
      ],
    },
    NOT_SCANNED('unavailable'),
    NOT_SCANNED('limit'),
    NOT_SCANNED('archived'),
    NOT_SCANNED('unknown'),
  ],
  incident: [
    { events: 'unchanged' },
    { events: 'evaluated', told: FIRST.map((line) => line.replace('v1.4.2', 'latest')) },
    { events: 'unchanged' },
    { events: 'evaluated', told: NEW_OPENSSL('payments/api:latest') },
    { events: 'unchanged' },
    {
      events: 'evaluated',
      told: [
        'payments, in thread: 1 CRITICAL resolved in payments/api:latest: CVE-2026-1234 openssl',
        'hub: 1 ARCHIVED',
      ],
    },
  ],
  'lost-events': [
    { events: 'evaluated', told: FIRST },
    { events: '', told: NEW_OPENSSL('payments/api:v1.4.3') },
    {
      events: '',
      told: [
        'payments, in thread: 4 resolved in payments/api:v1.4.4: CVE-2023-45853 zlib and 3 more',
        'hub: 6 ARCHIVED',
      ],
    },
    { events: '', told: ['hub: 6 ACTIVE'] },
    { events: '' },
  ],
  'not-ready': [
    { events: 'evaluated', told: FIRST },
    {
      events: 'evaluated',
      told: ['payments, in thread and channel: NOT SCANNED: payments/api:v1.4.3. This does not mean clean.'],
    },
    { events: 'evaluated' },
    { events: '' },
    {
      events: '',
      told: ['payments, in thread: 1 CRITICAL resolved in payments/api:v1.4.4: CVE-2023-45853 zlib', 'hub: 1 ARCHIVED'],
    },
  ],
  'older-image': [{ events: 'evaluated', told: FIRST }, { events: 'unchanged' }, { events: 'unchanged' }],
  'promote-and-roll-back': [
    {
      events: 'evaluated',
      told: [
        'payments: First count of payments/api:v1.4.2 (+1 tag): 1 critical, 3 high',
        'release: First count of payments/api:v1.4.2 (+1 tag): 1 critical, 3 high',
        'on-call: First count of payments/api:v1.4.2 (+1 tag), worst CRITICAL CVE-2023-45853 zlib',
        'hub: 6 ACTIVE',
      ],
    },
    { events: 'evaluated', told: NEW_OPENSSL('payments/api:v1.5.0') },
    {
      events: 'evaluated',
      told: [
        'payments, in thread: 1 CRITICAL resolved in payments/api:v1.5.0 (+1 tag): CVE-2023-45853 zlib',
        'release, in thread and channel: Now also yours in payments/api:v1.5.0 (+1 tag): 1 critical',
        'hub: 1 ARCHIVED',
      ],
    },
    { events: 'evaluated', told: ['hub: 1 ACTIVE'] },
    {
      events: 'evaluated',
      told: ['payments, in thread and channel: 1 new HIGH in payments/api:v1.5.1: CVE-2026-2345 curl', 'hub: 1 ACTIVE'],
    },
  ],
  'rebuild-minus-five': [
    { events: 'evaluated', told: FIRST },
    {
      events: 'evaluated',
      told: [
        'payments, in thread: 3 resolved in payments/api:v1.4.3: CVE-2023-45853 zlib and 2 more',
        'hub: 5 ARCHIVED',
      ],
    },
  ],
  'rebuild-plus-one': [
    { events: 'evaluated', told: FIRST },
    { events: 'evaluated', told: NEW_OPENSSL('payments/api:v1.4.3') },
  ],
  'rebuild-unchanged': [
    { events: 'evaluated, unchanged', told: FIRST },
    { events: 'unchanged' },
    { events: 'unchanged' },
  ],
  'rescan-disclosed': [
    { events: 'evaluated', told: FIRST },
    { events: 'evaluated', told: NEW_OPENSSL('payments/api:v1.4.2') },
  ],
  'same-event-thrice': [
    { events: 'evaluated, unchanged, unchanged, unchanged, unchanged, unchanged', told: FIRST },
    {
      events: 'evaluated, unchanged',
      told: FIRST.map((line) => line.replace('payments/api:v1.4.2', 'payments/worker:v2.0.0')),
    },
    { events: 'unchanged, unchanged' },
    { events: 'unchanged, unchanged' },
  ],
  'severity-up-and-down': [
    { events: 'evaluated', told: FIRST },
    {
      events: 'evaluated',
      told: [
        'payments, in thread and channel: 1 escalated to CRITICAL in payments/api:v1.4.3: CVE-2023-52425 expat',
        'on-call: 1 escalated to CRITICAL in payments/api:v1.4.3: CVE-2023-52425 expat',
        'hub: 1 ACTIVE',
      ],
    },
    { events: 'evaluated', told: ['hub: 1 ACTIVE'] },
  ],
  'two-branches': [
    {
      events: 'evaluated',
      told: [
        'payments: First count of payments/web:main-101: 1 critical, 1 high',
        'on-call: First count of payments/web:main-101, worst CRITICAL CVE-2026-1234 openssl',
        'hub: 3 ACTIVE',
      ],
    },
    {
      events: 'evaluated',
      told: ['payments, in thread and channel: 2 new in payments/web:pr-41: 2 high', 'hub: 3 ACTIVE'],
    },
    ...Array.from({ length: 4 }, () => ({ events: 'unchanged' })),
  ],
  'two-platforms': [
    { events: 'ignored, ignored, ignored, ignored, unchanged' },
    { events: 'unchanged' },
    { events: 'ignored, ignored' },
    {
      events: 'evaluated',
      told: [
        'payments: First count of payments/worker:v2.0.0: 1 critical, 4 high',
        'on-call: First count of payments/worker:v2.0.0, worst CRITICAL CVE-2023-45853 zlib',
        'hub: 7 ACTIVE',
      ],
    },
  ],
};

const place = ({ payload }: SlackMessage): string => {
  if (payload['ts'] !== undefined) return ', marked';
  if (payload['thread_ts'] === undefined) return '';
  return payload['reply_broadcast'] === true ? ', in thread and channel' : ', in thread';
};

const hubLines = ({ securityHub }: StepResult): readonly string[] =>
  [...Map.groupBy(securityHub.findings, ({ RecordState }) => RecordState)].map(
    ([state, { length }]) => `hub: ${length} ${state}`,
  );

/** One by one; what is many in a row counted. */
const outcomesOf = ({ events }: StepResult): string =>
  events
    .map(({ outcome }) => outcome)
    .join(', ')
    .replaceAll(/(coalesced)(?:, \1){3,}/g, (run) => `${run.split(', ').length} × coalesced`);

const summaryOf = (result: ReplayResult): readonly Required<Expected>[] => {
  const [headers, emails] = [headlines(result), subjects(result)];
  return result.steps.map((step, index) => ({
    events: outcomesOf(step),
    told: [
      ...step.slack.map((message, each) => (headers[index]?.[each] ?? '').replace(':', `${place(message)}:`)),
      ...(emails[index] ?? []),
      ...hubLines(step),
    ],
  }));
};

let assembly: string;
beforeAll(async () => {
  assembly = await synthesise(POLICY);
}, TIMEOUT_MS);
afterAll(() => rmSync(assembly, { recursive: true }));

const played = new Map<string, Promise<ReplayResult>>();
const playOnce = (name: string): Promise<ReplayResult> => {
  const result = played.get(name) ?? replay(scenarioOf(name), { assembly });
  played.set(name, result);
  return result;
};
const stepOf = async (name: string, step: number): Promise<StepResult> => {
  const found = (await playOnce(name)).steps[step - 1];
  if (found === undefined) throw new Error(`${name} has no step ${step}`);
  return found;
};

test('every example has its expectation, and the policy that all share', () => {
  expect(NAMES).toEqual(Object.keys(EXPECTED));
  expect(new Set(NAMES.map((name) => readScenario(scenarioOf(name)).policy))).toEqual(new Set([POLICY]));
});

test.each(NAMES)(
  '%s tells each receiver what it is to hear, and nothing else',
  async (name) => {
    const result = await playOnce(name);
    expect(summaryOf(result)).toEqual(EXPECTED[name]?.map(({ events, told = [] }) => ({ events, told })));
    expect([result.deadLetters, result.waiting]).toEqual([[], []]);
    expect(result.permissions.filter(({ allowed }) => !allowed)).toEqual([]);
  },
  TIMEOUT_MS,
);

test.each([
  ['distroless', 2],
  ['distroless', 3],
  ['older-image', 3],
  ['rebuild-unchanged', 2],
  ['rebuild-unchanged', 3],
  ['two-branches', 3],
  ['two-branches', 6],
])(
  '%s, step %i, has nothing new: the lineage is read, a record read at most, and the lineage and a push written at most',
  async (name, step) => {
    const { calls } = await stepOf(name, step);
    // resend looks every five minutes whether something is due.
    const { 'dynamodb:Query': _, 'dynamodb:PutItem': puts = 0, 'dynamodb:UpdateItem': moves = 0, ...rest } = calls;
    const { 's3:GetObject': gets = 0, ...others } = rest;
    expect(others).toEqual({ 'dynamodb:GetItem': 1, 'ecr:DescribeImages': 1, 'ecr:DescribeImageScanFindings': 1 });
    expect([gets, puts, moves].every((count) => count <= 1)).toBe(true);
  },
);

describe('an alert', () => {
  const onCall = async (name: string) => (await stepOf(name, 2)).sns[0]?.message;

  test.each([
    ['rebuild-plus-one', 'new-image'],
    ['rescan-disclosed', 'disclosed'],
  ])('of %s names the one that is new, its cause, and how many are open besides', async (name, cause) => {
    expect(await onCall(name)).toMatchObject({
      issues: [{ vulnerability: 'CVE-2026-1234', transition: 'opened', cause }],
      counts: { told: { CRITICAL: 1 }, toldBefore: { CRITICAL: 1 }, below: { HIGH: 3, MEDIUM: 1, LOW: 1 } },
    });
  });

  test('of two platforms names both', async () => {
    const { sns, securityHub } = await stepOf('two-platforms', 4);
    expect(sns[0]?.message).toMatchObject({
      platforms: ['linux/amd64', 'linux/arm64'],
      issues: [{ vulnerability: 'CVE-2023-45853', platforms: ['linux/amd64', 'linux/arm64'] }],
    });
    const platforms = securityHub.findings.map(({ Resources }) => (Resources as readonly unknown[]).length);
    expect(platforms.toSorted()).toEqual([1, 2, 2, 2, 2, 2, 2]);
  });

  test('counts what is back within a week', async () => {
    const { slack } = await stepOf('promote-and-roll-back', 5);
    expect(JSON.stringify(slack)).toContain('open again within a week: 1 critical');
  });
});

test('a finding that is worse for a while keeps its first seen in Security Hub', async () => {
  const { steps } = await playOnce('severity-up-and-down');
  const findings = steps.flatMap(({ securityHub }) => securityHub.findings);
  const expat = findings.filter(({ Title }) => String(Title).startsWith('CVE-2023-52425'));
  expect(expat).toMatchObject([
    { FindingProviderFields: { Severity: { Label: 'HIGH' } }, UpdatedAt: '2026-11-21T08:00:00.000Z' },
    { FindingProviderFields: { Severity: { Label: 'CRITICAL' } }, UpdatedAt: '2026-11-21T10:00:00.000Z' },
    { FindingProviderFields: { Severity: { Label: 'HIGH' } }, UpdatedAt: '2026-11-21T12:00:00.000Z' },
  ]);
  expect(new Set(expat.map(({ CreatedAt }) => CreatedAt))).toEqual(new Set(['2026-11-21T08:00:00.000Z']));
  expect(new Set(expat.map(({ Id }) => Id)).size).toBe(1);
});

test('a scan that is not ready is asked for again, and half of it is an error', async () => {
  const { steps } = await playOnce('not-ready');
  expect(steps.map(({ calls }) => calls['ecr:DescribeImageScanFindings'])).toEqual([1, 1, 1, 2, 2]);
  expect(steps.map(({ calls }) => calls['s3:PutObject'] ?? 0)).toEqual([1, 1, 0, 0, 1]);
});

test('two branches of twenty builds each, and ten builds that ECR cannot scan, are told of once', async () => {
  const shared = aListedFinding('CVE-2026-0001', 'HIGH', 'expat');
  const main = [aScanPage([aListedFinding('CVE-2026-1234'), shared])];
  const pr = [aScanPage([aListedFinding('CVE-2026-5678'), shared])];
  const unsupported = [JSON.parse(readFileSync(join(EXAMPLES, 'common/unsupported.json'), 'utf8'))];
  const rounds = Array.from({ length: 20 }, (_, round) => round);
  const builds = rounds.flatMap((round) => [
    { ...aBuild('payments/web', `main-${100 + round}`), scan: main },
    { ...aBuild('payments/web', `pr-${40 + (round % 3)}`, round), scan: pr },
    ...(round < 10 ? [{ ...aBuild('tools/backup', `2026.11.21-${round}`), scan: unsupported }] : []),
  ]);
  const result = await play(assembly, builds);
  expect(summaryOf(result).flatMap(({ told }) => told)).toEqual([
    'payments: First count of payments/web:main-100: 1 critical, 1 high',
    'on-call: First count of payments/web:main-100, worst CRITICAL CVE-2026-1234 openssl',
    'hub: 2 ACTIVE',
    'payments, in thread and channel: 1 new CRITICAL in payments/web:pr-40: CVE-2026-5678 openssl',
    'on-call: 1 new CRITICAL in payments/web:pr-40: CVE-2026-5678 openssl',
    'hub: 1 ACTIVE',
    'platform: NOT SCANNED: tools/backup:2026.11.21-0. This does not mean clean.',
  ]);
});

/** A digest of its own for each build, also where the tag moves to it. */
const aBuild = (repository: string, tag: string, build = 0): Pick<PlayStep, 'event'> => {
  const name = `${repository}:${tag} ${build}`;
  const digest = `sha256:${createHash('sha256').update(name).digest('hex')}`;
  return { event: [aScanEvent({ 'repository-name': repository, 'image-digest': digest, 'image-tags': [tag] }, name)] };
};

describe('what no event tells', () => {
  test('is asked for by a few calls, and one to scan each image anew', async () => {
    const { calls } = await stepOf('day-one', 1);
    expect(calls).toMatchObject({
      'ecr:DescribeRepositories': 1,
      'ecr:BatchGetRepositoryScanningConfiguration': 12,
      'ecr:StartImageScan': 300,
    });
    expect((await stepOf('disclosed-later-basic', 3)).calls).toMatchObject({ 'ecr:StartImageScan': 1 });
  });

  test.each([
    ['disclosed-later-basic', 3],
    ['disclosed-later-enhanced', 2],
  ])('is told as disclosed where the image has not changed: %s', async (name, step) => {
    expect((await stepOf(name, step)).sns[0]?.message).toMatchObject({
      issues: [{ vulnerability: 'CVE-2026-1234', transition: 'opened', cause: 'disclosed' }],
    });
  });
});

test.each([
  ['disclosed-later-basic', '2026-11-22T03:35:30.000Z'],
  ['lost-events', '2026-11-23T03:55:00.000Z'],
])('a scan that is started tells by an event; where that is lost, one asks a while later: %s', async (name, at) => {
  const { log } = await playOnce(name);
  const evaluated = log.filter(({ fields }) => fields?.['outcome'] === 'evaluated');
  expect(evaluated.filter((line) => line.at.startsWith(at.slice(0, 10))).map((line) => line.at)).toEqual([at]);
});

describe('enhanced scanning', () => {
  test('is evaluated once for a burst of 400 events', async () => {
    const { steps } = await playOnce('burst-of-findings');
    const burst = steps.slice(1).map(({ calls }) => calls);
    expect(burst.map((calls) => calls['ecr:DescribeImageScanFindings'] ?? 0)).toEqual([0, 0, 1]);
    expect(burst.map((calls) => calls['s3:PutObject'] ?? 0)).toEqual([0, 0, 1]);
  });

  test('is told with its fix, whether it is exploited, and how likely that is', async () => {
    const { sns } = await stepOf('disclosed-later-enhanced', 2);
    expect(sns[0]?.message).toMatchObject({ issues: [{ fixedIn: '3.0.15-1~deb12u1', epss: 0.42 }] });
  });
});
