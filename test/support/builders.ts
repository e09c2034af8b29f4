import type {
  ChangesAlert,
  FindingsAlert,
  ReminderAlert,
  ScanNewsAlert,
  SummaryAlert,
} from '../../functions/core/domain/alert.ts';
import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Image, Registry } from '../../functions/core/domain/image.ts';
import type { Issue, Ledger, Occurrence } from '../../functions/core/domain/ledger.ts';
import type { Head } from '../../functions/core/domain/lineage.ts';
import type { Pattern, Policy, Receiver, Route } from '../../functions/core/domain/policy.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { Delivery } from '../../functions/core/ports/deliveries.ts';
import type { Message } from '../../functions/core/ports/inbox.ts';
import type { LineageItem } from '../../functions/core/ports/lineages.ts';
import { compileGlob } from '../../functions/policy/globs.ts';

// Valid by default, and of one story: payments/api:v1.4.2 is scanned and has one vulnerability in openssl.

/** A digest as ECR writes it, made of one hex digit. */
export const aDigest = (digit = 'a'): string => `sha256:${digit.repeat(64)}`;

export const aRegistry = (overrides: Partial<Registry> = {}): Registry => ({
  account: '111122223333',
  region: 'eu-west-1',
  ...overrides,
});

export const anImage = (overrides: Partial<Image> = {}): Image => ({
  repository: 'payments/api',
  digest: aDigest(),
  tags: ['v1.4.2'],
  pushedAt: '2026-10-31T09:00:00.000Z',
  parts: [{ digest: overrides.digest ?? aDigest(), platform: null }],
  ...overrides,
});

/** An index of one image a platform, by the digests of those. */
export const anIndex = (parts: Readonly<Record<string, string>>, overrides: Partial<Image> = {}): Image =>
  anImage({
    digest: aDigest('e'),
    parts: Object.entries(parts).map(([platform, digest]) => ({ digest, platform })),
    ...overrides,
  });

/** One of which the scanner says nothing. */
export const aBareFinding = (overrides: Partial<Finding> = {}): Finding => ({
  vulnerability: 'UNNAMED',
  severity: 'UNDEFINED',
  packageType: 'os',
  packageName: null,
  version: null,
  fixedIn: null,
  fixable: null,
  exploited: null,
  epss: null,
  path: null,
  layer: null,
  cvss: null,
  advisory: null,
  description: null,
  suppressed: false,
  ...overrides,
});

export const aFinding = (overrides: Partial<Finding> = {}): Finding =>
  aBareFinding({
    vulnerability: 'CVE-2026-1234',
    severity: 'CRITICAL',
    packageName: 'openssl',
    version: '3.0.11',
    cvss: { score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    advisory: 'https://security-tracker.debian.org/tracker/CVE-2026-1234',
    description: 'A flaw in openssl lets anybody in.',
    ...overrides,
  });

export const aScan = (overrides: Partial<Scan> = {}): Scan => ({
  engine: 'basic',
  status: 'COMPLETE',
  description: 'The scan was completed successfully.',
  completedAt: '2026-11-21T08:00:00.000Z',
  counted: true,
  inUse: null,
  findings: [aFinding()],
  ...overrides,
});

/** A glob as the policy file compiles it. */
export const aPattern = (glob: string): Pattern => compileGlob(glob);

export const aBotReceiver = (name = 'payments'): Receiver => ({
  name,
  channel: 'slack',
  bot: { channelId: 'C0PAYMENTS', tokenSecret: 'tallyman/slack-token' },
});

export const aWebhookReceiver = (name = 'payments'): Receiver => ({
  name,
  channel: 'slack',
  webhook: { urlSecret: `tallyman/${name}-webhook` },
});

export const TOPIC_ARN = 'arn:aws:sns:eu-west-1:111122223333:payments';

export const aTopicReceiver = (name = 'payments'): Receiver => ({ name, channel: 'sns', topicArn: TOPIC_ARN });

export const anEmailReceiver = (name = 'payments'): Receiver => ({
  name,
  channel: 'sns',
  email: ['payments@acme.example'],
});

export const aSecurityHubReceiver = (name = 'payments'): Receiver => ({ name, channel: 'security-hub' });

/** Holds for every issue of every image. */
export const aRoute = (overrides: Partial<Route> = {}): Route => ({
  to: 'payments',
  whose: { repository: null, tag: null },
  not: null,
  severity: null,
  fixable: null,
  exploited: null,
  epss: null,
  cvss: null,
  inUse: null,
  otherwise: false,
  mention: null,
  also: [],
  remindDays: null,
  ...overrides,
});

/** `payments` hears of its own repositories from HIGH up, `platform` of all that nobody else names. */
export const aPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  format: 1,
  hash: '7c1f9a0b2d3e',
  scanning: 'leave',
  rescan: true,
  unratedAs: 'MEDIUM',
  watch: [aPattern('**')],
  ignore: [],
  lineages: [],
  sources: [],
  tagHistoryDays: 400,
  receivers: [aBotReceiver('payments'), aBotReceiver('platform')],
  routes: [
    aRoute({ whose: { repository: [aPattern('payments/**')], tag: null }, severity: 'HIGH' }),
    aRoute({ to: 'platform', severity: 'HIGH', otherwise: true }),
  ],
  ...overrides,
});

export const anOccurrence = (overrides: Partial<Occurrence> = {}): Occurrence => ({
  digest: aDigest(),
  platform: null,
  severity: 'CRITICAL',
  version: '3.0.11',
  path: null,
  ...overrides,
});

/** Open, and told to nobody. */
export const anIssue = (overrides: Partial<Issue> = {}): Issue => {
  const { vulnerability, packageType, packageName, severity, ...finding } = aFinding();
  const { fixedIn, fixable, exploited, epss, layer, cvss, advisory, description } = finding;
  return {
    vulnerability,
    packageType,
    packageName,
    state: 'open',
    severity,
    firstSeenAt: '2026-11-21T08:00:00.000Z',
    openedAt: '2026-11-21T08:00:00.000Z',
    resolvedAt: null,
    occurrences: [anOccurrence({ severity: overrides.severity ?? severity })],
    told: {},
    toldEarlier: {},
    detail: { fixedIn, fixable, exploited, epss, layer, cvss, advisory, description },
    ...overrides,
  };
};

export const aLedger = (overrides: Partial<Ledger> = {}): Ledger => ({
  issues: [anIssue()],
  unscanned: [],
  ...overrides,
});

export const aHead = (overrides: Partial<Head> = {}): Head => ({
  line: 'v*.*.*',
  platform: null,
  digest: aDigest(),
  image: overrides.digest ?? aDigest(),
  tags: ['v1.4.2'],
  pushedAt: '2026-10-31T09:00:00.000Z',
  scannedAt: '2026-11-21T08:00:00.000Z',
  liveUntil: '2027-04-29T09:00:00.000Z',
  recordedAs: overrides.digest ?? aDigest(),
  bumped: false,
  engine: 'basic',
  inUse: null,
  leads: true,
  ...overrides,
});

const BECAUSE = [{ route: 1, rule: 'payments/**, high and up' }];

/** One issue opened. */
export const anAlert = (overrides: Partial<ChangesAlert> = {}): ChangesAlert => ({
  kind: 'changes',
  receiver: 'payments',
  because: BECAUSE,
  mention: [],
  issues: [0],
  resolved: [],
  unobserved: [],
  fixable: [],
  accepted: {},
  returned: {},
  alsoYours: {},
  toldBefore: {},
  below: {},
  ...overrides,
});

/** The first count of a lineage. */
export const aSummaryAlert = (overrides: Partial<SummaryAlert> = {}): SummaryAlert => ({
  kind: 'summary',
  receiver: 'payments',
  because: BECAUSE,
  mention: [],
  first: true,
  switched: null,
  issues: [0],
  accepted: {},
  below: {},
  ...overrides,
});

/** One issue for Security Hub. */
export const aFindingsAlert = (overrides: Partial<FindingsAlert> = {}): FindingsAlert => ({
  kind: 'findings',
  receiver: 'payments',
  because: BECAUSE,
  mention: [],
  issues: [0],
  handedOver: false,
  ...overrides,
});

/** A scan that failed where there never was a complete one. */
export const aScanNewsAlert = (overrides: Partial<ScanNewsAlert> = {}): ScanNewsAlert => ({
  kind: 'scan-news',
  receiver: 'payments',
  because: BECAUSE,
  mention: [],
  status: 'FAILED',
  description: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
  platforms: [],
  lastComplete: null,
  ...overrides,
});

/** One issue still open, a week after it was told. */
export const aReminderAlert = (overrides: Partial<ReminderAlert> = {}): ReminderAlert => ({
  kind: 'reminder',
  receiver: 'payments',
  because: BECAUSE,
  mention: [],
  issues: [0],
  toldAt: '2026-11-14T08:00:05.000Z',
  ...overrides,
});

/** The heads that an image's parts are, each of one line. */
export const headsOf = ({ digest: image, tags, pushedAt, parts }: Image): Head[] =>
  parts.map(({ digest, platform }) => aHead({ digest, platform, image, tags, pushedAt }));

/** The first evaluation of `payments/api`: one issue, summed up to one receiver. Whatever its image, it is live and scanned. */
export const aRecord = (overrides: Partial<EvaluationRecord> = {}): EvaluationRecord => {
  const { engine, status, description, completedAt } = aScan();
  const { image = anImage() } = overrides;
  return {
    format: 1,
    previous: null,
    version: 1,
    lineage: 'payments/api',
    registry: aRegistry(),
    at: '2026-11-21T08:00:05.000Z',
    policyHash: aPolicy().hash,
    trigger: '85fc3613-e913-7fc4-a80c-a3753e4aa9ae',
    image,
    origin: null,
    scans: image.parts.map((part) => ({ ...part, engine, status, description, completedAt, counts: { CRITICAL: 1 } })),
    transitions: [{ kind: 'opened', issue: 0, cause: 'new-image' }],
    alerts: [aSummaryAlert()],
    heads: headsOf(image),
    ledger: aLedger(),
    ...overrides,
  };
};

export const RECORD_KEY = 'records/0123456789abcdef0123456789.json.gz';

export const aDelivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  deliveryId: `${overrides.recordKey ?? RECORD_KEY}#${overrides.receiver ?? 'payments'}`,
  recordKey: RECORD_KEY,
  receiver: 'payments',
  channel: 'slack',
  waits: 'no',
  ...overrides,
});

/** The first commit of `payments/api`, its delivery not yet sent. */
export const aLineageItem = (overrides: Partial<LineageItem> = {}): LineageItem => ({
  lineage: 'payments/api',
  registry: aRegistry(),
  repository: 'payments/api',
  version: 1,
  recordKey: RECORD_KEY,
  heads: [aHead()],
  known: [],
  pending: [aDelivery()],
  reminders: [],
  awaited: [],
  labels: [],
  scanning: null,
  dueAt: '2026-11-21T08:05:05.000Z',
  ...overrides,
});

/** A message of a standard queue, received for the first time. */
export const aMessage = (overrides: Partial<Message> = {}): Message => ({
  id: '059f36b4-87a3-44ab-83d2-661975830a7d',
  body: '{}',
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  firstReceivedAt: '2026-11-21T08:00:00.000Z',
  receiveCount: 1,
  group: null,
  ...overrides,
});
