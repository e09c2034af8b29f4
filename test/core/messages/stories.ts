import type { ChangesAlert } from '../../../functions/core/domain/alert.ts';
import type { Issue } from '../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../functions/core/domain/record.ts';
import { aLedger, anAlert, anIssue, anOccurrence } from '../../support/builders.ts';

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
    detail: { fixedIn: null, cvss, advisory, description: null },
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
