import type { ImageScanFinding } from '@aws-sdk/client-ecr';
import { type Cvss, type Finding, UNNAMED } from '../../core/domain/finding.ts';
import { parts } from './given.ts';
import { severity, text } from './text.ts';

type Attributes = ReadonlyMap<string | undefined, string | null>;

/** A finding of basic scanning. It may lack whatever it has; which version mends it, it never says. */
export const basicFinding = (finding: ImageScanFinding): Finding => {
  const attributes = attributesOf(finding);
  return {
    vulnerability: text(finding, 'name') ?? UNNAMED,
    severity: severity(finding),
    packageType: 'os',
    packageName: attributes.get('package_name') ?? null,
    version: attributes.get('package_version') ?? null,
    fixedIn: null,
    fixable: null,
    exploited: null,
    epss: null,
    path: null,
    layer: null,
    cvss: cvss(attributes, 'cvss3') ?? cvss(attributes, 'cvss2'),
    advisory: text(finding, 'uri'),
    description: text(finding, 'description'),
    suppressed: false,
  };
};

/** By key in lower case: their case and order vary. */
const attributesOf = (finding: ImageScanFinding): Attributes =>
  new Map(
    parts(finding, 'attributes').map((attribute) => [text(attribute, 'key')?.toLowerCase(), text(attribute, 'value')]),
  );

const cvss = (attributes: Attributes, version: 'cvss3' | 'cvss2'): Cvss | null => {
  const score = Number(attributes.get(`${version}_score`) ?? Number.NaN);
  return Number.isFinite(score) ? { score, vector: attributes.get(`${version}_vector`) ?? null } : null;
};
