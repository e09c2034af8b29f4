import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';
import type { ImageName, Listed, Manifest } from '../../functions/core/ports/registry.ts';

const PAGE_SIZE = 1000;
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

type Pushed = ImageName & Omit<Manifest, 'isIndex'>;

/** An entry of DescribeImages' `imageDetails`. */
export const anImageDetail = ({ repository, digest, tags, pushedAt }: Pushed) => ({
  repositoryName: repository,
  imageDigest: digest,
  ...(tags.length > 0 && { imageTags: tags }),
  imagePushedAt: pushedAt,
  imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactMediaType: 'application/vnd.oci.image.config.v1+json',
});

/** The same of an index. */
export const anIndexDetail = (index: Pushed) => ({
  ...anImageDetail(index),
  imageManifestMediaType: OCI_INDEX,
  artifactMediaType: undefined,
});

/** An index as it is pushed: buildx lists an attestation beside each image. */
export const anIndex = (lists: readonly Listed[]) => ({
  schemaVersion: 2,
  mediaType: OCI_INDEX,
  manifests: lists.map((listed) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: listed.digest,
    size: 1609,
    ...(listed.isImage ? listed.platform !== null && { platform: platformOf(listed.platform) } : ATTESTATION),
  })),
});

const platformOf = (platform: string) => {
  const [os, architecture, variant] = platform.split('/');
  return { architecture, os, ...(variant !== undefined && { variant }) };
};

const ATTESTATION = {
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  platform: { architecture: 'unknown', os: 'unknown' },
};

/** What DescribeImageScanFindings answers about a scan, in pages of 1,000 findings. */
export const scanPages = (scan: Scan): object[] => {
  const { engine, status, description, completedAt, counted, inUse, findings } = scan;
  const count = Math.max(1, Math.ceil(findings.length / PAGE_SIZE));
  const counts = { ...(counted && { findingSeverityCounts: countsOf(findings) }) };
  return Array.from({ length: count }, (_, page) => {
    const listed = findings.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    const lists =
      engine === 'basic'
        ? { findings: listed.map(scanFinding) }
        : { enhancedFindings: listed.map((finding) => enhancedFinding(finding, inUse)) };
    return {
      imageScanStatus: { status, description },
      ...((completedAt !== null || engine === 'enhanced') && {
        imageScanFindings: { ...(completedAt !== null && { imageScanCompletedAt: completedAt }), ...counts, ...lists },
      }),
    };
  });
};

/** Zeros where nothing was found. */
const countsOf = (findings: readonly Finding[]) => ({
  HIGH: 0,
  ...Object.fromEntries(
    [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, { length }]) => [severity, length]),
  ),
});

const scanFinding = (finding: Finding) => ({
  name: finding.vulnerability,
  severity: finding.severity,
  uri: finding.advisory,
  description: finding.description,
  attributes: Object.entries({
    package_name: finding.packageName,
    package_version: finding.version,
    CVSS3_SCORE: finding.cvss?.score,
    CVSS3_VECTOR: finding.cvss?.vector,
  }).flatMap(([key, value]) => (value === null || value === undefined ? [] : [{ key, value: String(value) }])),
});

const enhancedFinding = (finding: Finding, inUseCount: number | null) => ({
  description: finding.description ?? 'None Provided',
  severity: finding.severity,
  status: finding.suppressed ? 'SUPPRESSED' : 'ACTIVE',
  title: `${finding.vulnerability} - ${finding.packageName}`,
  type: 'PACKAGE_VULNERABILITY',
  ...(finding.exploited !== null && { exploitAvailable: finding.exploited ? 'YES' : 'NO' }),
  ...(finding.fixable !== null && { fixAvailable: finding.fixable ? 'YES' : 'NO' }),
  ...(finding.cvss && { scoreDetails: { cvss: { score: finding.cvss.score, scoringVector: finding.cvss.vector } } }),
  packageVulnerabilityDetails: {
    cvss: [],
    sourceUrl: finding.advisory,
    vulnerabilityId: finding.vulnerability,
    vulnerablePackages: [
      {
        name: finding.packageName,
        packageManager: finding.packageType.toUpperCase(),
        version: finding.version,
        filePath: finding.path,
        sourceLayerHash: finding.layer,
        fixedInVersion: finding.fixable === false ? 'NotAvailable' : finding.fixedIn,
      },
    ],
  },
  resources: [{ type: 'AWS_ECR_CONTAINER_IMAGE', details: { awsEcrContainerImage: { inUseCount } } }],
});
