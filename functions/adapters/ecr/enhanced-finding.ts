import type {
  EnhancedImageScanFinding,
  PackageVulnerabilityDetails,
  Resource,
  VulnerablePackage,
} from '@aws-sdk/client-ecr';
import { type Cvss, type Finding, UNNAMED } from '../../core/domain/finding.ts';
import { type Giving, number, part, parts } from './given.ts';
import { said, severity, text, texts, word } from './text.ts';

/**
 * What a finding of enhanced scanning says, all of it, whatever becomes of it.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EnhancedImageScanFinding.html
 */
export const enhancedFinding = (finding: EnhancedImageScanFinding) => {
  const details = part(finding, 'packageVulnerabilityDetails');
  return {
    vulnerability: first([text(details, 'vulnerabilityId'), text(finding, 'title')]) ?? UNNAMED,
    severity: severity(finding),
    status: word(finding, 'status'),
    /** YES, NO, or PARTIAL: of some of its packages. */
    fixable: yesOrNo(finding, 'fixAvailable'),
    exploited: yesOrNo(finding, 'exploitAvailable'),
    cvss: cvssOf(finding, details),
    advisory: first([text(details, 'sourceUrl'), ...texts(details, 'referenceUrls')]),
    description: said(finding, 'description'),
    packages: parts(details, 'vulnerablePackages').map(packageOf),
    uses: parts(finding, 'resources').map(useOf),
  };
};

type Enhanced = ReturnType<typeof enhancedFinding>;

/** It as ours, once for each package that it names; none where Inspector closed it. */
export const enhancedFindings = ({ status, fixable, packages, uses, ...shared }: Enhanced): readonly Finding[] => {
  if (status === 'CLOSED') return [];
  return (packages.length > 0 ? packages : [packageOf({})]).map((vulnerable) => ({
    ...shared,
    ...vulnerable,
    // What is said of the package goes before what is said of all of them.
    fixable: vulnerable.fixable ?? fixable,
    epss: null,
    suppressed: status === 'SUPPRESSED',
  }));
};

/** How many containers run the image, as its findings say. */
export const inUseOf = (findings: readonly Enhanced[]): number | null =>
  findings
    .flatMap(({ uses }) => uses)
    .reduce((most, count) => (count === null ? most : Math.max(most ?? 0, count)), null);

const useOf = (resource: Resource): number | null =>
  number(part(part(resource, 'details'), 'awsEcrContainerImage'), 'inUseCount');

const packageOf = (vulnerable: VulnerablePackage) => {
  const [version, release, epoch] = [
    text(vulnerable, 'version'),
    text(vulnerable, 'release'),
    number(vulnerable, 'epoch'),
  ];
  const fixedIn = said(vulnerable, 'fixedInVersion');
  const isUnfixed = fixedIn?.toLowerCase() === 'notavailable';
  return {
    packageType: text(vulnerable, 'packageManager')?.toLowerCase() ?? 'os',
    packageName: text(vulnerable, 'name'),
    version: version && `${epoch ? `${epoch}:` : ''}${version}${release ? `-${release}` : ''}`,
    // `0:` is no epoch: people read it beside the version that they have, which does without.
    fixedIn: isUnfixed ? null : (fixedIn?.replace(/^0:/, '') ?? null),
    fixable: fixedIn === null ? null : !isUnfixed,
    path: text(vulnerable, 'filePath'),
    layer: said(vulnerable, 'sourceLayerHash'),
  };
};

const cvssOf = (finding: EnhancedImageScanFinding, details: PackageVulnerabilityDetails): Cvss | null => {
  const inspectors = rating(part(part(finding, 'scoreDetails'), 'cvss'), 'score');
  const others = parts(details, 'cvss').map((each) => rating(each, 'baseScore'));
  const score = number(finding, 'score');
  // 0 is what Inspector gives to what nobody rated.
  return first([inspectors, ...others, score ? { score, vector: null } : null]);
};

const rating = <K extends 'score' | 'baseScore'>(
  of: Giving<K, number> & Giving<'scoringVector', string>,
  key: K,
): Cvss | null => {
  const [score, vector] = [number(of, key), text(of, 'scoringVector')];
  return score === null ? null : { score, vector };
};

const yesOrNo = <K extends PropertyKey>(of: Giving<K, string>, key: K): boolean | null => {
  const given = word(of, key);
  return given === 'YES' || given === 'NO' ? given === 'YES' : null;
};

const first = <T>(all: readonly (T | null)[]): T | null => all.find((each) => each !== null) ?? null;
