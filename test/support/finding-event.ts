interface Found {
  readonly id: string;
  readonly repository: string;
  readonly digest: string;
  readonly vulnerability: string;
  readonly epss: number | null;
  /** As Inspector writes it. */
  readonly updatedAt: string;
}

/**
 * The body of a message that brings an `Inspector2 Finding`, with all that one has: Inspector's own of 2026, other names.
 * https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 */
export const aFindingEvent = (of: Partial<Found> & Pick<Found, 'digest'>): string => {
  const account = '111122223333';
  const region = 'eu-west-1';
  const { id = 'event-1', repository = 'payments/api', digest, vulnerability = 'CVE-2024-6119', epss = 0.00045 } = of;
  const { updatedAt = 'Wed Sep 04 16:55:38.411 UTC 2024' } = of;
  const arn = `arn:aws:ecr:${region}:${account}:repository/${repository}/${digest}`;
  const vulnerablePackage = {
    arch: 'ARM64',
    epoch: 0,
    fixedInVersion: '0:3.0.13-0ubuntu3.4',
    packageManager: 'OS',
    release: '0ubuntu3.2',
    remediation: 'apt-get update && apt-get upgrade',
    sourceLayerHash: 'sha256:1567e7ea90b67fc95ccdeeec39bdc3045098dee7e0c604975b957a9f8c0e9616',
    version: '3.0.13',
  };
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Inspector2 Finding',
    source: 'aws.inspector2',
    account,
    time: '2024-09-04T16:55:38Z',
    region,
    resources: [arn],
    detail: {
      awsAccountId: account,
      description: 'Possible denial of service in X.509 name checks',
      ...(epss !== null && { epss: { score: epss } }),
      exploitAvailable: 'NO',
      findingArn: `arn:aws:inspector2:${region}:${account}:finding/8fa14cdd754f91cc6554c9e71929cce7`,
      firstObservedAt: 'Wed Sep 04 16:55:38.411 UTC 2024',
      fixAvailable: 'YES',
      lastObservedAt: updatedAt,
      packageVulnerabilityDetails: {
        cvss: [],
        referenceUrls: [`https://www.cve.org/CVERecord?id=${vulnerability}`],
        relatedVulnerabilities: ['USN-6986-1'],
        source: 'UBUNTU_CVE',
        sourceUrl: `https://people.canonical.com/~ubuntu-security/cve/2024/${vulnerability}.html`,
        vendorCreatedAt: 'Tue Sep 03 00:00:00.000 UTC 2024',
        vendorSeverity: 'medium',
        vulnerabilityId: vulnerability,
        vulnerablePackages: [
          { ...vulnerablePackage, name: 'libssl3t64' },
          { ...vulnerablePackage, name: 'openssl' },
        ],
      },
      remediation: { recommendation: { text: 'None Provided' } },
      resources: [
        {
          details: {
            awsEcrContainerImage: {
              architecture: 'arm64',
              imageHash: digest,
              imageTags: ['v1.4.2'],
              platform: 'UBUNTU_24_04',
              pushedAt: 'Wed Sep 04 16:55:28.000 UTC 2024',
              registry: account,
              repositoryName: repository,
            },
          },
          id: arn,
          partition: 'aws',
          region,
          tags: {},
          type: 'AWS_ECR_CONTAINER_IMAGE',
        },
      ],
      severity: 'MEDIUM',
      status: 'ACTIVE',
      title: `${vulnerability} - libssl3t64, openssl`,
      type: 'PACKAGE_VULNERABILITY',
      updatedAt,
    },
  });
};
