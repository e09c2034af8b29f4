import type { Part } from '../../functions/core/domain/image.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import {
  aDigest,
  aFindingsAlert,
  aHead,
  aLedger,
  anAlert,
  anImage,
  anIndex,
  anIssue,
  anOccurrence,
  aRecord,
  aReminderAlert,
  aScanNewsAlert,
  aSummaryAlert,
  headsOf,
  RECORD_KEY,
} from '../support/builders.ts';

// Records of one lineage, each with more than one thing to say.

const issue = (number: number, overrides: Partial<Issue> = {}): Issue =>
  anIssue({
    vulnerability: `CVE-2026-100${number}`,
    occurrences: [anOccurrence({ digest: aDigest('b') })],
    ...overrides,
  });

export const ORIGIN = {
  revision: '3f9c2ab41d0e5f6789aabbccddeeff0011223344',
  url: 'https://github.com/acme/api/commit/3f9c2ab41d0e5f6789aabbccddeeff0011223344',
};

/** Two platforms; five issues opened, one escalated, one is gone. Told to a channel and to Security Hub. */
export const aChangeRecord = (overrides: Partial<EvaluationRecord> = {}): EvaluationRecord => {
  const image = anIndex({ 'linux/amd64': aDigest('b'), 'linux/arm64': aDigest('c') }, { tags: ['v1.4.3', 'latest'] });
  return aRecord({
    previous: RECORD_KEY,
    version: 3,
    at: '2026-11-22T09:30:00.000Z',
    image,
    origin: ORIGIN,
    transitions: [
      ...[0, 1, 2, 3].map((index) => ({ kind: 'opened' as const, issue: index, cause: 'new-image' as const })),
      { kind: 'opened', issue: 4, cause: 'disclosed' },
      { kind: 'escalated', issue: 5, from: 'HIGH', to: 'CRITICAL' },
      { kind: 'eased', issue: 6, from: 'CRITICAL', to: 'MEDIUM' },
      { kind: 'resolved', issue: 7, cause: 'fixed' },
      { kind: 'unobserved', issue: 8, cause: 'stale' },
    ],
    alerts: [
      anAlert({
        because: [
          { route: 2, rule: 'payments/**, high and up' },
          { route: 4, rule: 'tag v*, critical' },
        ],
        mention: ['S0PAYMENTS'],
        issues: [0, 5, 1],
        resolved: [7],
        unobserved: [8],
        toldBefore: { HIGH: 14 },
        below: { MEDIUM: 61, UNDEFINED: 2 },
      }),
      aFindingsAlert({
        receiver: 'hub',
        because: [{ route: 1, rule: 'everything' }],
        issues: [0, 5, 1, 2, 3, 4, 6, 7],
      }),
    ],
    heads: headsOf(image),
    ledger: aLedger({
      issues: [
        issue(0),
        issue(1, { severity: 'HIGH', packageName: 'zlib1g' }),
        issue(2, { severity: 'HIGH', packageName: 'curl' }),
        issue(3, { severity: 'LOW', packageName: null }),
        issue(4, { severity: 'UNDEFINED', packageName: 'lodash', packageType: 'npm' }),
        issue(5, {
          packageName: 'glibc',
          detail: { ...anIssue().detail, fixedIn: '2.36-9', cvss: null, advisory: null, description: null },
        }),
        issue(6, { severity: 'MEDIUM', packageName: 'perl' }),
        issue(7, { severity: 'HIGH', state: 'resolved', packageName: 'libxml2', occurrences: [] }),
        issue(8, { severity: 'LOW', state: 'unobserved', packageName: 'tar', occurrences: [] }),
      ],
    }),
    ...overrides,
  });
};

/** What only enhanced scanning knows changed; the image is live because it is in use. */
export const anEnhancedRecord = (overrides: Partial<EvaluationRecord> = {}): EvaluationRecord => {
  const { detail } = anIssue();
  const known = (facts: Partial<Issue['detail']>): Partial<Issue> => ({ detail: { ...detail, ...facts } });
  return aRecord({
    previous: RECORD_KEY,
    version: 4,
    at: '2026-11-23T09:30:00.000Z',
    transitions: [
      { kind: 'exploited', issue: 0 },
      { kind: 'fixable', issue: 1 },
      { kind: 'accepted', issue: 2, cause: 'suppressed' },
      { kind: 'opened', issue: 3, cause: 'voided' },
    ],
    alerts: [
      anAlert({ issues: [0, 3], fixable: [1], accepted: { HIGH: 1 } }),
      aFindingsAlert({ receiver: 'hub', handedOver: true }),
    ],
    scans: aRecord().scans.map((scan) => ({ ...scan, engine: 'enhanced', status: 'ACTIVE', description: null })),
    heads: [aHead({ engine: 'enhanced', inUse: 3, leads: false })],
    ledger: aLedger({
      issues: [
        issue(0, known({ exploited: true, epss: 0.42, fixable: true })),
        issue(1, { severity: 'HIGH', packageName: 'curl', ...known({ fixedIn: '7.88.2', fixable: true }) }),
        issue(2, { severity: 'HIGH', packageName: 'perl', state: 'accepted' }),
        issue(3, { severity: 'LOW', packageName: 'tar' }),
      ],
    }),
    ...overrides,
  });
};

const PART: Part = { digest: aDigest('d'), platform: 'linux/arm64' };

/** One platform of two is not scanned; somebody's text would steer a terminal. */
export const aScanNewsRecord = (overrides: Partial<EvaluationRecord> = {}): EvaluationRecord => {
  const description = 'UnsupportedImageError: The operating system \u001b[2Jis not\nsupported.';
  return aRecord({
    previous: RECORD_KEY,
    version: 2,
    at: '2026-11-21T20:00:00.000Z',
    image: anIndex({ 'linux/amd64': aDigest('b'), 'linux/arm64': PART.digest }, { tags: [] }),
    origin: { revision: 'main\u001b[2J', url: null },
    scans: [{ ...PART, engine: 'basic', status: 'FAILED', description, completedAt: null, counts: {} }],
    transitions: [],
    alerts: [aScanNewsAlert({ description, platforms: ['linux/arm64'] }), aReminderAlert({ receiver: 'platform' })],
    heads: [aHead()],
    ledger: aLedger({
      unscanned: [
        {
          ...PART,
          line: 'v*.*.*',
          status: 'FAILED',
          reason: 'UnsupportedImageError',
          pushedAt: '2026-11-21T19:00:00.000Z',
          since: '2026-11-21T20:00:00.000Z',
        },
        {
          line: 'latest',
          platform: null,
          digest: aDigest('9'),
          status: 'PENDING',
          reason: null,
          pushedAt: '2026-11-20T19:00:00.000Z',
          since: '2026-11-20T20:00:00.000Z',
        },
      ],
    }),
    ...overrides,
  });
};

/** The first: as the builder has it, told to one receiver. */
export const aFirstRecord = (overrides: Partial<EvaluationRecord> = {}): EvaluationRecord =>
  aRecord({ alerts: [aSummaryAlert({ below: { LOW: 3 } })], image: anImage({ tags: ['v1.4.2'] }), ...overrides });
