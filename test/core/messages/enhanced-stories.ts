import type {
  Alert,
  ChangesAlert,
  GatheredNews,
  PostureNewsAlert,
  SummaryAlert,
} from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Engine } from '../../../functions/core/domain/scan.ts';
import {
  aDigest,
  aLedger,
  anAlert,
  anImage,
  anOccurrence,
  aRecord,
  aSummaryAlert,
  headsOf,
} from '../../support/builders.ts';
import { anIssueOf, DIGEST } from './stories.ts';

// What only enhanced scanning says, and what became of a repository's scanning.

type Story<A extends Alert = Alert> = readonly [A, Partial<EvaluationRecord>];

const IMAGE = anImage({ digest: DIGEST });

/** What scanned the image, and how many containers run it. */
export const scannedBy = (
  engine: Engine,
  image = IMAGE,
  inUse: number | null = null,
): Pick<EvaluationRecord, 'image' | 'scans' | 'heads'> => ({
  image,
  scans: aRecord({ image }).scans.map((scan) => ({
    ...scan,
    engine,
    status: engine === 'enhanced' ? 'ACTIVE' : 'COMPLETE',
  })),
  heads: headsOf(image).map((head) => ({ ...head, engine, inUse })),
});

/** An issue as Inspector tells it: fixable, its exploit not known, unless said otherwise. */
export const anEnhancedIssue = (
  number: number,
  severity: string,
  packageAt: string,
  facts: Partial<Issue['detail']> = {},
  path: string | null = null,
): Issue => {
  const issue = anIssueOf(number, severity, packageAt);
  const layer = `sha256:1a2b3c4d${'0'.repeat(56)}`;
  return {
    ...issue,
    packageType: path === null ? 'os' : 'npm',
    occurrences: issue.occurrences.map((each) => anOccurrence({ ...each, digest: DIGEST, path })),
    detail: { ...issue.detail, fixable: true, exploited: false, epss: null, layer, ...facts },
  };
};

const OPENSSL = anEnhancedIssue(1234, 'CRITICAL', 'openssl 3.0.11', { fixedIn: '3.0.15', exploited: true, epss: 0.42 });
const LODASH = anEnhancedIssue(77, 'HIGH', 'lodash 4.17.15', { epss: 0.0031 }, 'app/package-lock.json');
const CURL = anEnhancedIssue(80, 'HIGH', 'curl 7.88.1', { fixedIn: '7.88.1-10+deb12u9', epss: 0.997 });
const ZLIB = anEnhancedIssue(81, 'HIGH', 'zlib1g 1:1.2.13', { fixable: false, exploited: true });

const recordOf = (
  issues: readonly Issue[],
  transitions: EvaluationRecord['transitions'],
): Partial<EvaluationRecord> => ({ ...scannedBy('enhanced', IMAGE, 3), ledger: aLedger({ issues }), transitions });

/** One was disclosed, and all is known of it. */
export const disclosedToInspector = (issue = OPENSSL): Story<ChangesAlert> => [
  anAlert({ accepted: { HIGH: 2 }, toldBefore: { HIGH: 3 } }),
  recordOf([issue], [{ kind: 'opened', issue: 0, cause: 'disclosed' }]),
];

/** In a package of an application, whose fix has no version. */
export const disclosedInPackage = (): Story<ChangesAlert> => disclosedToInspector(LODASH);

/** An exploit became known of what was told before. */
export const exploitedStory = (): Story<ChangesAlert> => [
  anAlert({ mention: ['S0PAYMENTS'] }),
  recordOf([OPENSSL], [{ kind: 'exploited', issue: 0 }]),
];

/** Each of them for another reason. */
export const worseStory = (): Story<ChangesAlert> => [
  anAlert({ issues: [0, 1, 2, 3], fixable: [4] }),
  recordOf(
    [OPENSSL, ZLIB, CURL, LODASH, anEnhancedIssue(9, 'HIGH', 'bash 5.0-4', { fixedIn: '5.0-5' })],
    [
      { kind: 'exploited', issue: 0 },
      { kind: 'escalated', issue: 0, from: 'HIGH', to: 'CRITICAL' },
      { kind: 'exploited', issue: 1 },
      { kind: 'opened', issue: 2, cause: 'voided' },
      { kind: 'opened', issue: 3, cause: 'disclosed' },
      { kind: 'fixable', issue: 4 },
    ],
  ),
];

/** A fix appeared for so many that were told before. */
export const fixableStory = (count: number): Story<ChangesAlert> => {
  const issues = [OPENSSL, CURL, LODASH, anEnhancedIssue(82, 'LOW', 'tar 1.34', { fixedIn: '1.35' })].slice(0, count);
  return [
    anAlert({ issues: [], fixable: issues.map((_, index) => index), toldBefore: { HIGH: 3 } }),
    recordOf(
      issues,
      issues.map((_, issue) => ({ kind: 'fixable' as const, issue })),
    ),
  ];
};

/** Another engine scans the image now, and finds so many more. */
export const switchedStory = (to: Engine, more: number): Story<SummaryAlert> => {
  const issues = [OPENSSL, CURL, LODASH].slice(0, more);
  const told = { payments: { at: '2026-11-14T08:00:05.000Z', rank: 3 } };
  // The receiver was told of one of the two that are not listed any more.
  const unlisted = [anIssueOf(7, 'HIGH', 'perl-base', { state: 'unobserved', told }), anIssueOf(8, 'HIGH', 'tar')];
  return [
    aSummaryAlert({
      first: false,
      switched: { from: to === 'enhanced' ? 'basic' : 'enhanced', to },
      issues: issues.map((_, index) => index),
      accepted: { HIGH: 1, LOW: 1 },
      below: { MEDIUM: 4 },
    }),
    {
      ...scannedBy(to),
      ledger: aLedger({ issues: [...issues, ...unlisted] }),
      transitions: unlisted.map((_, at) => ({
        kind: 'unobserved',
        issue: issues.length + at,
        cause: 'engine-switched',
      })),
    },
  ];
};

/** Nothing scans the repository any more. */
export const postureStory = (engine: Engine, overrides: Partial<PostureNewsAlert> = {}): Story<PostureNewsAlert> => [
  {
    kind: 'posture-news',
    receiver: 'payments',
    because: [{ route: 1, rule: 'payments/**, high and up' }],
    mention: [],
    frequency: 'MANUAL',
    previous: engine === 'basic' ? 'SCAN_ON_PUSH' : 'CONTINUOUS_SCAN',
    lastComplete: {
      tags: ['v1.9.3'],
      digest: aDigest(),
      scannedAt: '2026-11-12T08:00:00.000Z',
      open: { CRITICAL: 1, HIGH: 3 },
    },
    ...overrides,
  },
  {
    ...scannedBy(engine, anImage({ repository: 'payments/worker', tags: ['v1.9.3'] })),
    scans: [],
    transitions: [],
    lineage: 'payments/worker',
  },
];

const UNSUPPORTED = 'UnsupportedImageError: The operating system and/or package manager are not supported.';

/** An image of `repository` that is not scanned. */
export const newsOf = (repository: string, status: string, description: string | null = null): GatheredNews => ({
  recordKey: `records/${repository.replace('/', '-')}-news.json.gz`,
  lineage: repository,
  image: anImage({ repository, tags: ['v2.0.0'], digest: DIGEST }),
  status,
  description,
});

export const THREE_NOT_SCANNED: readonly GatheredNews[] = [
  newsOf('payments/base', 'FAILED', UNSUPPORTED),
  newsOf('payments/proxy', 'SCAN_ELIGIBILITY_EXPIRED'),
  newsOf('payments/queue', 'SOMETHING_NEW', 'who knows'),
];
