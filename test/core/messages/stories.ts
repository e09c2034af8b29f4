import type {
  Alert,
  ChangesAlert,
  GatheredNews,
  GatheredSummary,
  RoundUpAlert,
} from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import type { Counts } from '../../../functions/core/domain/scan.ts';
import type { ResolvedCause, UnobservedCause } from '../../../functions/core/domain/transition.ts';
import {
  aDigest,
  aHead,
  aLedger,
  anAlert,
  anImage,
  anIndex,
  anIssue,
  anOccurrence,
  aReminderAlert,
} from '../../support/builders.ts';

/** A ledger's issue by the vulnerability's number, a severity and a package as `name version`. */
export const anIssueOf = (
  number: number,
  severity: string,
  packageAt: string,
  overrides: Partial<Issue> = {},
): Issue => {
  const vulnerability = `CVE-2026-${String(number).padStart(4, '0')}`;
  const [packageName = null, version = null] = packageAt.split(' ');
  const advisory = `https://security-tracker.debian.org/tracker/${vulnerability}`;
  const cvss = { score: severity === 'CRITICAL' ? 9.8 : 7.5, vector: null };
  return anIssue({
    vulnerability,
    severity,
    packageName,
    occurrences: [anOccurrence({ severity, version })],
    detail: { ...anIssue().detail, cvss, advisory, description: null },
    ...overrides,
  });
};

/** Every issue of `issues` told because it was disclosed. */
export const disclosed = (
  issues: readonly Issue[],
  overrides: Partial<ChangesAlert> = {},
): [ChangesAlert, Partial<EvaluationRecord>] => [
  anAlert({ issues: issues.map((_, index) => index), ...overrides }),
  {
    ledger: aLedger({ issues }),
    transitions: issues.map((_, issue) => ({ kind: 'opened', issue, cause: 'disclosed' })),
  },
];

/** Every issue of `issues` told, in whichever way a list is. */
export const listedAs = (how: ListedAs, issues: readonly Issue[]): [Alert, Partial<EvaluationRecord>] => {
  const [alert, record] = disclosed(issues);
  if (how === 'issues') return [alert, record];
  if (how === 'reminder') return [aReminderAlert({ issues: alert.issues }), record];
  return [{ ...alert, issues: [], [how]: alert.issues }, record];
};

export const LISTED_AS = ['issues', 'fixable', 'resolved', 'unobserved', 'reminder'] as const;
export type ListedAs = (typeof LISTED_AS)[number];

/** Of many packages, worst first. */
export const SIXTEEN = [
  anIssueOf(1234, 'CRITICAL', 'openssl 3.0.11'),
  anIssueOf(38408, 'CRITICAL', 'openssh 1:7.9p1-10+deb10u2'),
  ...['linux', 'linux-libc-dev'].map((name) => anIssueOf(45871, 'HIGH', `${name} 4.19.269-1`)),
  ...[
    'curl 7.64.0-4',
    'zlib1g 1:1.2.11.dfsg-1',
    'bash 5.0-4',
    'libxml2 2.9.4+dfsg1-7',
    'perl-base 5.28.1-6',
    'gzip 1.9-3',
    'libexpat1 2.2.6-2',
    'libldap-2.4-2 2.4.47+dfsg-3',
    'libsystemd0 241-7~deb10u3',
    'ncurses-base 6.1+20181013-2',
    'libpcre3 2:8.39-12',
    'e2fsprogs 1.44.5-1',
  ].map((packageAt, index) => anIssueOf(2000 + index, 'HIGH', packageAt)),
];
export const ALL = SIXTEEN.map((_, index) => index);
export const DIGEST = `sha256:ab12cd34${'5e6f7a8b'.repeat(7)}`;
export const BELOW = { MEDIUM: 61, LOW: 203, UNDEFINED: 13 };

/** An alert, and what its record has that others do not. */
type Story<A extends Alert = Alert> = readonly [A, Partial<EvaluationRecord>];

/** An issue that no live image has any more. */
const closed = (issue: Issue, state: 'resolved' | 'unobserved'): Issue => ({
  ...issue,
  state,
  resolvedAt: '2026-11-21T08:00:05.000Z',
  occurrences: [],
});

const FIVE = SIXTEEN.slice(0, 5).map((issue) => closed(issue, 'resolved'));

/** Told before, and resolved by a new image, unless `causes` say otherwise. */
export const resolvedStory = (causes: readonly ResolvedCause[] = FIVE.map(() => 'fixed')): Story<ChangesAlert> => [
  anAlert({ issues: [], resolved: causes.map((_, index) => index) }),
  {
    image: anImage({ tags: ['v1.4.3'], pushedAt: '2026-11-21T07:50:00.000Z', digest: DIGEST }),
    ledger: aLedger({ issues: FIVE.slice(0, causes.length) }),
    transitions: causes.map((cause, issue) => ({ kind: 'resolved', issue, cause })),
  },
];

/** All that was told of an image, and the image is gone. */
export const unobservedStory = (cause: UnobservedCause, count = 12): Story<ChangesAlert> => {
  const issues = SIXTEEN.slice(0, count).map((issue) => closed(issue, 'unobserved'));
  return [
    anAlert({ issues: [], unobserved: issues.map((_, index) => index) }),
    {
      image: anImage({ digest: DIGEST, ...(cause === 'stale' ? { pushedAt: '2026-05-25T08:00:00.000Z' } : {}) }),
      heads: [],
      scans: [],
      ledger: aLedger({ issues }),
      transitions: issues.map((_, issue) => ({ kind: 'unobserved', issue, cause })),
    },
  ];
};

/** One critical issue opened, another is open again, two are resolved, three were told before, and three are back within a week. */
export const newAndResolvedStory = (): Story<ChangesAlert> => {
  const [first, second, ...others] = SIXTEEN;
  const over = others.slice(0, 2).map((issue) => closed(issue, 'resolved'));
  const issues = [first ?? anIssue(), { ...(second ?? anIssue()), resolvedAt: '2026-10-03T08:00:00.000Z' }, ...over];
  return [
    anAlert({ issues: [0, 1], resolved: [2, 3], returned: { HIGH: 3 }, toldBefore: { HIGH: 3 } }),
    {
      image: anImage({ tags: ['v1.4.3'], pushedAt: '2026-11-21T07:50:00.000Z', digest: DIGEST }),
      ledger: aLedger({ issues }),
      transitions: [
        { kind: 'opened', issue: 0, cause: 'new-image' },
        { kind: 'opened', issue: 1, cause: 'reopened' },
        { kind: 'resolved', issue: 2, cause: 'fixed' },
        { kind: 'resolved', issue: 3, cause: 'fixed' },
      ],
    },
  ];
};

/** v1.4.3 was deleted: v1.4.2 is what is live again, and has what v1.4.3 had no more. */
export const fellBackStory = (): Story<ChangesAlert> => {
  const digest = aDigest('b');
  const issue = anIssue({ resolvedAt: '2026-11-10T08:00:00.000Z', occurrences: [anOccurrence({ digest })] });
  return [
    anAlert(),
    {
      image: anImage({ tags: ['v1.4.3'], pushedAt: '2026-11-10T07:50:00.000Z', digest: DIGEST }),
      heads: [aHead({ digest })],
      scans: [],
      ledger: aLedger({ issues: [issue] }),
      transitions: [{ kind: 'opened', issue: 0, cause: 'reopened' }],
    },
  ];
};

/** A week after they were told. */
export const reminderStory = (): Story => [
  aReminderAlert({ issues: ALL }),
  { image: anImage({ digest: DIGEST }), scans: [], ledger: aLedger({ issues: SIXTEEN }), transitions: [] },
];

/** A first count of `repository`. */
export const aFirstCount = (
  repository: string,
  issues: Counts,
  { below = {}, tag = 'v1.4.2', lineage = repository }: { below?: Counts; tag?: string; lineage?: string } = {},
): GatheredSummary => ({
  recordKey: `records/${repository.replace('/', '-')}.json.gz`,
  lineage,
  image: anImage({ repository, tags: [tag], digest: DIGEST }),
  issues,
  below,
});

/** First counts, and the record that gathers them. */
export const roundUpOf = (
  gathered: readonly GatheredSummary[],
  unscanned: readonly GatheredNews[] = [],
): Story<RoundUpAlert> => [
  {
    kind: 'round-up',
    receiver: 'payments',
    because: [{ route: 1, rule: 'payments/**, high and up' }],
    mention: [],
    gathered,
    unscanned,
  },
  {
    lineage: 'round-up',
    image: [...gathered, ...unscanned][0]?.image ?? anImage(),
    scans: [],
    transitions: [],
    heads: [],
    ledger: aLedger({ issues: [] }),
  },
];

/** Twelve repositories, worst first. */
export const TWELVE: readonly GatheredSummary[] = [
  aFirstCount('payments/api', { CRITICAL: 2, HIGH: 14 }, { below: BELOW }),
  aFirstCount('payments/legacy-statement-importer', { CRITICAL: 2, HIGH: 3 }, { below: { MEDIUM: 118, LOW: 1204 } }),
  aFirstCount('payments/ledger', { CRITICAL: 1, HIGH: 9 }, { tag: '2026.11.3', below: { MEDIUM: 12 } }),
  ...['worker', 'fees', 'fx', 'disputes', 'invoices', 'payouts', 'refunds', 'risk'].map((name, index) =>
    aFirstCount(`payments/${name}`, { HIGH: 8 - index }, { tag: `v${index}.0.0`, below: { MEDIUM: 3 * index } }),
  ),
  aFirstCount('payments/vault', { HIGH: 1 }, { tag: 'prod' }),
];

export const AMD64 = { digest: aDigest('b'), platform: 'linux/amd64' };
export const ARM64 = { digest: aDigest('c'), platform: 'linux/arm64' };

/** An image of two platforms. */
export const TWO_PLATFORMS = anIndex(
  { [AMD64.platform]: AMD64.digest, [ARM64.platform]: ARM64.digest },
  { digest: DIGEST },
);
