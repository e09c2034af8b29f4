import { describe, expect, test } from 'vitest';
import { findingsText } from '../../replay/findings-text.ts';

const aFinding = (Label = 'HIGH', rest: object = {}) => ({
  Title: 'CVE-2026-1234 - openssl in payments/api',
  FindingProviderFields: { Severity: { Label, Original: Label } },
  Resources: [{ Type: 'Other', Id: 'arn:aws:ecr:eu-west-1:111122223333:repository/payments/api/sha256:9f2c' }],
  ...rest,
});

describe('findings in plain text', () => {
  test('have what the console shows of each', () => {
    const image = { RepositoryName: 'payments/api', ImageDigest: 'sha256:9f2c1e7ab04d5c33', ImageTags: ['v1', 'v1.4'] };
    const finding = aFinding('CRITICAL', {
      RecordState: 'ARCHIVED',
      Remediation: { Recommendation: { Text: 'unseen', Url: 'https://a.example' } },
      Resources: [{ Id: 'arn:a', Details: { AwsEcrContainerImage: image } }],
      Vulnerabilities: [
        {
          Id: 'CVE-2026-1234',
          VulnerablePackages: [{ Name: 'openssl', Version: '3.0.11', FixedInVersion: '3.0.15' }, { Name: 'libssl3' }],
          Cvss: [{ BaseScore: 9.8 }],
        },
      ],
    });
    expect(findingsText([finding])).toEqual([
      'ARCHIVED CRITICAL · CVE-2026-1234 - openssl in payments/api',
      '  openssl 3.0.11 → 3.0.15 · libssl3 · CVSS 9.8 · payments/api:v1, payments/api:v1.4 sha256:9f2c1e7a',
      '  https://a.example',
    ]);
  });

  test('have no more than there is', () => {
    expect(findingsText([aFinding()])).toEqual([
      'ACTIVE HIGH · CVE-2026-1234 - openssl in payments/api',
      '  arn:aws:ecr:eu-west-1:111122223333:repository/payments/api/sha256:9f2c',
    ]);
  });

  test('are counted by severity, from the sixth on', () => {
    const labels = [...Array(6).fill('HIGH'), 'LOW', 'LOW'];
    const lines = findingsText(labels.map((label) => aFinding(label)));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('and 3 more: 1 high, 2 low');
  });
});
