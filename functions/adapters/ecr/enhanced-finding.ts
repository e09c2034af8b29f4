import type { EnhancedImageScanFinding, PackageVulnerabilityDetails, VulnerablePackage } from '@aws-sdk/client-ecr';
import type { Cvss, Finding } from '../../core/domain/finding.ts';
import { severityName, textOrNull, UNNAMED } from './text.ts';

/** What Inspector writes where it has nothing to say. */
const NOTHING: ReadonlySet<string | null> = new Set(['None Provided', 'NotAvailable']);

/** A finding of enhanced scanning, once for each package that it names. */
export const enhancedFindings = (finding: EnhancedImageScanFinding): readonly Finding[] => {
  const { packageVulnerabilityDetails: details = {} } = finding;
  const packages = details.vulnerablePackages ?? [];
  return (packages.length > 0 ? packages : [{}]).map((vulnerable) => ({
    vulnerability: textOrNull(details.vulnerabilityId) ?? textOrNull(finding.title) ?? UNNAMED,
    severity: severityName(finding.severity),
    ...packageOf(vulnerable),
    cvss: cvssOf(finding, details),
    advisory: textOrNull(details.sourceUrl) ?? textOrNull(details.referenceUrls?.[0]),
    description: said(finding.description),
  }));
};

const packageOf = ({ packageManager, name, version, epoch, release, filePath, fixedInVersion }: VulnerablePackage) => ({
  packageType: textOrNull(packageManager)?.toLowerCase() ?? 'os',
  packageName: textOrNull(name),
  version: textOrNull(`${epoch ? `${epoch}:` : ''}${version ?? ''}${release ? `-${release}` : ''}`),
  fixedIn: said(fixedInVersion),
  path: textOrNull(filePath),
});

const said = (text: string | undefined): string | null => {
  const trimmed = textOrNull(text);
  return NOTHING.has(trimmed) ? null : trimmed;
};

const cvssOf = (finding: EnhancedImageScanFinding, { cvss = [] }: PackageVulnerabilityDetails): Cvss | null => {
  const { score, scoringVector } = finding.scoreDetails?.cvss ?? {};
  if (score !== undefined) return { score, vector: textOrNull(scoringVector) };
  const rated = cvss.find(({ baseScore }) => baseScore !== undefined);
  return rated?.baseScore === undefined ? null : { score: rated.baseScore, vector: textOrNull(rated.scoringVector) };
};
