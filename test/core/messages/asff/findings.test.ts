import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Issue } from '../../../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../../../functions/core/domain/record.ts';
import type { AsffFinding } from '../../../../functions/core/messages/asff/format.ts';
import { fakeSecurityHub } from '../../../../replay/fakes/security-hub.ts';
import {
  aDigest,
  aFindingsAlert,
  aHead,
  anImage,
  anIssue,
  anOccurrence,
  aRecord,
  aRegistry,
} from '../../../support/builders.ts';
import { imported } from './stories.ts';

/** What a strict Security Hub has against the findings. */
const faults = (findings: readonly AsffFinding[], { account, region } = aRegistry()): unknown => {
  const body = JSON.stringify({ Findings: findings });
  const answer = fakeSecurityHub(account, region).handle({
    method: 'POST',
    path: '/findings/import',
    headers: {},
    body,
  });
  return answer.status === 200 ? JSON.parse(String(answer.body)).FailedFindings : answer;
};

const only = (issue: Issue, record: Partial<EvaluationRecord> = {}): AsffFinding => {
  const findings = imported([issue], record);
  expect(faults(findings, record.registry)).toEqual([]);
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error(`${findings.length} findings`);
  return finding;
};

/** Compares with a file that the CLI can import: `aws securityhub batch-import-findings --findings file://…`. */
const golden = async (name: string, finding: AsffFinding): Promise<void> =>
  expect(`${JSON.stringify([finding], null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);

const { detail } = anIssue();
const detailed = (overrides: Partial<Issue['detail']>): Issue => anIssue({ detail: { ...detail, ...overrides } });
const vulnerabilityOf = (finding: AsffFinding) => finding.Vulnerabilities[0];

test('findings are what the SDK calls findings', () => {
  expectTypeOf<AsffFinding>().toExtend<AwsSecurityFinding>();
});

describe('the console shows', () => {
  test('an open issue of basic scanning', async () => {
    const finding = only(anIssue());
    expect(finding.Title).toBe('CVE-2026-1234 - openssl in payments/api');
    await golden('open', finding);
  });

  test('an issue in two images, in two versions, whose fix is known', async () => {
    const heads = [
      aHead({ platform: 'linux/amd64' }),
      aHead({ line: 'main', digest: aDigest('b'), tags: ['main', 'edge'], pushedAt: '2026-11-20T09:00:00.000Z' }),
    ];
    const occurrences = [
      anOccurrence({ version: '3.0.9', platform: 'linux/amd64' }),
      anOccurrence({ digest: aDigest('b') }),
    ];
    const issue = anIssue({ occurrences, detail: { ...detail, fixedIn: '3.0.15' } });
    await golden('two-images', only(issue, { heads }));
  });

  test('an issue that is resolved', async () => {
    const issue = anIssue({
      state: 'resolved',
      firstSeenAt: '2026-11-01T08:00:00.000Z',
      resolvedAt: '2026-11-21T08:00:05.000Z',
      occurrences: [],
    });
    const image = anImage({ digest: aDigest('c'), tags: ['v1.4.3'] });
    await golden('resolved', only(issue, { image, heads: [aHead({ digest: aDigest('c'), tags: ['v1.4.3'] })] }));
  });

  test('an issue that Inspector tells Security Hub of itself from now on', async () => {
    const alerts = [aFindingsAlert({ handedOver: true })];
    await golden('handed-over', only(anIssue(), { alerts }));
  });

  test('an issue that nobody rated, scored, described or named', async () => {
    const issue = anIssue({
      severity: 'UNDEFINED',
      packageName: null,
      occurrences: [anOccurrence({ version: null })],
      detail: { ...detail, cvss: null, advisory: null, description: null },
    });
    const image = anImage({ tags: [] });
    await golden('bare', only(issue, { image, heads: [aHead({ line: 'untagged', tags: [] })] }));
  });

  test('what is made up for a drill as a sample', async () => {
    const finding = only(anIssue(), { drill: true });
    expect(finding).toMatchObject({ Sample: true, Title: expect.stringMatching(/^DRILL: /) });
    expect(only(anIssue())).not.toHaveProperty('Sample');
  });
});

describe('severity', () => {
  test.each([
    ['CRITICAL', 'CRITICAL'],
    ['INFORMATIONAL', 'INFORMATIONAL'],
    ['UNDEFINED', 'LOW'],
    ['UNTRIAGED', 'LOW'],
    ['SPICY', 'CRITICAL'],
  ])('%s is %s where unrated compares as low, and is kept as it is', (severity, Label) => {
    const [finding] = imported([anIssue({ severity })], {}, 'LOW');
    expect(finding?.FindingProviderFields.Severity).toEqual({ Label, Original: severity });
    expect(finding).not.toHaveProperty('Severity');
  });
});

describe('the score', () => {
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.1'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', '4.0'],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0'],
  ])('of %s is of version %s', (vector, Version) => {
    const finding = only(detailed({ cvss: { score: 7.5, vector } }));
    expect(vulnerabilityOf(finding)?.Cvss).toEqual([{ Version, BaseScore: 7.5, BaseVector: vector }]);
  });

  test('without a vector is of no version', () => {
    expect(vulnerabilityOf(only(detailed({ cvss: { score: 7.5, vector: null } })))?.Cvss).toEqual([{ BaseScore: 7.5 }]);
  });

  test.each([-1, 10.1, Number.NaN])('of %d is none', (score) => {
    expect(vulnerabilityOf(only(detailed({ cvss: { score, vector: null } })))).not.toHaveProperty('Cvss');
  });
});

describe('the package', () => {
  test('of a kind other than the system’s has its manager', () => {
    const [found] = vulnerabilityOf(only(anIssue({ packageType: 'npm' })))?.VulnerablePackages ?? [];
    expect(found).toEqual({ Name: 'openssl', Version: '3.0.11', PackageManager: 'NPM' });
  });

  test('is there once for each version', () => {
    const occurrences = ['2', '1', '2', null].map((version, n) => anOccurrence({ version, path: `${n}` }));
    const packages = vulnerabilityOf(only(anIssue({ occurrences })))?.VulnerablePackages ?? [];
    expect(packages.map(({ Version }) => Version)).toEqual(['1', '2']);
  });
});

describe('the advisory', () => {
  test.each(['javascript:alert(1)', 'see below', '', ' ', `https://x.example/${'a'.repeat(3000)}`])(
    '%j leads nowhere',
    (advisory) => {
      const finding = only(detailed({ advisory }));
      expect(finding.Remediation.Recommendation).not.toHaveProperty('Url');
      expect(vulnerabilityOf(finding)).not.toHaveProperty('Vendor');
      expect(vulnerabilityOf(finding)).not.toHaveProperty('ReferenceUrls');
    },
  );
});

describe('images', () => {
  const heads = Array.from({ length: 40 }, (_, n) =>
    aHead({ line: `${n}`, digest: `${aDigest()}${n}`, pushedAt: new Date(Date.UTC(2026, 9, 1, n)).toISOString() }),
  );
  const occurrences = heads.map(({ digest }, n) => anOccurrence({ digest, severity: n < 2 ? 'CRITICAL' : 'HIGH' }));
  const digests = ({ Resources }: AsffFinding) =>
    Resources.map(({ Details }) => Number(Details.AwsEcrContainerImage.ImageDigest.slice(aDigest().length)));

  test('stand there with the worst first, then the newest; what does not fit is counted', () => {
    const finding = only(anIssue({ occurrences }), { heads });
    expect(digests(finding)).toEqual([1, 0, ...Array.from({ length: 30 }, (_, n) => 39 - n)]);
    expect(finding.ProductFields['tallyman/images']).toBe('32 of 40 shown');
  });

  test('that are head of several lines, or have the issue at several paths, stand there once', () => {
    const finding = only(anIssue({ occurrences: [anOccurrence({ path: 'a' }), anOccurrence({ path: 'b' })] }), {
      heads: [aHead(), aHead({ line: 'latest' })],
    });
    expect(finding.Resources).toHaveLength(1);
    expect(finding.ProductFields).not.toHaveProperty('tallyman/images');
  });

  test('without the issue do not stand there', () => {
    const finding = only(anIssue(), { heads: [aHead({ line: 'main', digest: aDigest('b') }), aHead()] });
    expect(finding.Resources.map(({ Id }) => Id)).toEqual([
      `arn:aws:ecr:eu-west-1:111122223333:repository/payments/api/${aDigest()}`,
    ]);
  });

  test.each([
    ['cn-north-1', 'aws-cn', 'console.amazonaws.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'console.amazonaws-us-gov.com'],
    ['eu-west-1', 'aws', 'console.aws.amazon.com'],
  ])('in %s are of the partition %s', (region, partition, console) => {
    const finding = only(anIssue(), { registry: aRegistry({ region }) });
    expect(finding.ProductArn).toBe(`arn:${partition}:securityhub:${region}:111122223333:product/111122223333/default`);
    expect(finding.Resources[0]).toMatchObject({
      Partition: partition,
      Id: expect.stringContaining(`arn:${partition}:ecr:`),
    });
    expect(finding.SourceUrl).toContain(console);
  });

  test('with many tags give way where a finding would be too large', () => {
    const tags = Array.from({ length: 1000 }, (_, n) => `${n}`.padEnd(300, '日'));
    const many = heads.map((head) => ({ ...head, tags }));
    const versions = occurrences.map((each, n) => ({ ...each, version: `${n}`.padEnd(300, '本') }));
    const finding = only(
      anIssue({
        occurrences: versions,
        detail: { ...detail, description: '語'.repeat(2000), fixedIn: '木'.repeat(999) },
      }),
      { heads: many },
    );
    expect(finding.Resources).toHaveLength(8);
    expect(finding.ProductFields['tallyman/images']).toBe('8 of 40 shown');
    expect(finding.Description).toHaveLength(256);
    expect(vulnerabilityOf(finding)).not.toHaveProperty('ReferenceUrls');
    expect(vulnerabilityOf(finding)?.Vendor?.Url).toBe(detail.advisory);
  });
});

describe('what to do', () => {
  test('says what enhanced scanning does not know', () => {
    const scans = aRecord().scans.map((scan) => ({ ...scan, engine: 'enhanced' as const }));
    expect(only(anIssue(), { scans }).Remediation.Recommendation.Text).toBe(
      'Update openssl, rebuild the image, push it. No version that mends it is known yet. See the advisory.',
    );
  });
});

test('a description keeps its lines', () => {
  const description = ' One.\r\nTwo\u0000 and a \ud83d half.\n\n\n\nThree.  ';
  expect(only(detailed({ description })).Description).toBe('One.\nTwo and a half.\n\nThree.');
});

test.each(['open', 'resolved'] as const)('names as long as they may be fit: %s', (state) => {
  const repository = 'team/'.repeat(51);
  const issue = anIssue({ state, vulnerability: 'GHSA-'.repeat(60), packageName: 'x'.repeat(300) });
  const { Title } = only(issue, { image: anImage({ repository }), lineage: repository });
  expect(Title).toHaveLength(256);
  expect(Title).toMatch(/^GHSA-.*… - x+… in team\/.*…$/);
});

test('an issue that the ledger does not have is an error', () => {
  expect(() => imported([], { alerts: [aFindingsAlert({ issues: [7] })] })).toThrowErrorMatchingInlineSnapshot(
    `[Error: records/0123456789abcdef0123456789.json.gz tells issue 7 to "payments", but its ledger has none; look at who made it]`,
  );
});

test('an alert that people read is an error', () => {
  expect(() => imported([], { alerts: [] })).toThrowErrorMatchingInlineSnapshot(
    `[Error: records/0123456789abcdef0123456789.json.gz has no findings for "payments": look at which evaluation sent the delivery]`,
  );
});
