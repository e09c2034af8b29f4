import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Image } from '../../functions/core/domain/image.ts';
import type { Scan } from '../../functions/core/domain/scan.ts';

const PAGE_SIZE = 1000;

/** An entry of DescribeImages' `imageDetails`. */
export const anImageDetail = ({ repository, digest, tags, pushedAt }: Image) => ({
  repositoryName: repository,
  imageDigest: digest,
  ...(tags.length > 0 && { imageTags: tags }),
  imagePushedAt: pushedAt,
  imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactMediaType: 'application/vnd.oci.image.config.v1+json',
});

/** What DescribeImageScanFindings answers about a basic scan, in pages of 1,000 findings. */
export const scanPages = ({ status, description, completedAt, findings }: Scan): object[] => {
  const count = Math.max(1, Math.ceil(findings.length / PAGE_SIZE));
  return Array.from({ length: count }, (_, page) => ({
    imageScanStatus: { status, description },
    ...(completedAt !== null && {
      imageScanFindings: {
        imageScanCompletedAt: completedAt,
        findings: findings.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).map(scanFinding),
      },
    }),
  }));
};

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
