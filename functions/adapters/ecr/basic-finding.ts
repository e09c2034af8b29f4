import type { Attribute, ImageScanFinding } from '@aws-sdk/client-ecr';
import type { Cvss, Finding } from '../../core/domain/finding.ts';
import { severityName, textOrNull, UNNAMED } from './text.ts';

type Attributes = ReadonlyMap<string, string | null>;

/** A finding of basic scanning. It may lack whatever it has; which version mends it, it never says. */
export const basicFinding = (finding: ImageScanFinding): Finding => {
  const attributes = attributesOf(finding.attributes ?? []);
  return {
    vulnerability: textOrNull(finding.name) ?? UNNAMED,
    severity: severityName(finding.severity),
    packageType: 'os',
    packageName: attributes.get('package_name') ?? null,
    version: attributes.get('package_version') ?? null,
    fixedIn: null,
    path: null,
    cvss: cvss(attributes, 'cvss3') ?? cvss(attributes, 'cvss2'),
    advisory: textOrNull(finding.uri),
    description: textOrNull(finding.description),
  };
};

/** By key in lower case: their case and order vary. */
const attributesOf = (attributes: readonly Attribute[]): Attributes =>
  new Map(attributes.map(({ key, value }) => [String(key).toLowerCase(), textOrNull(value)]));

const cvss = (attributes: Attributes, version: 'cvss3' | 'cvss2'): Cvss | null => {
  const score = Number(attributes.get(`${version}_score`) ?? Number.NaN);
  return Number.isFinite(score) ? { score, vector: attributes.get(`${version}_vector`) ?? null } : null;
};
