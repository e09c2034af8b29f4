import type { FindingsAlert } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import { rank, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { consoleUrl, webAddress } from '../links.ts';
import { fitted } from './fit.ts';
import type { AsffFinding } from './format.ts';
import { isOver } from './over.ts';
import { productArn } from './place.ts';
import { productFields } from './product-fields.ts';
import { imagesOf } from './resources.ts';
import { given, line } from './text.ts';
import type { ToImport } from './to-import.ts';
import { vulnerability } from './vulnerability.ts';
import { description, recommendation, title } from './wording.ts';

const PRODUCT = 'Tallyman';
const GENERATOR = 'tallyman';
/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html */
const TYPE = 'Software and Configuration Checks/Vulnerabilities/CVE';
const MAX_ORIGINAL = 64;

/** Writes issues as Security Hub is to know them: active while a live image has them. What all share is made once. */
export const findingWriter = (
  toImport: ToImport,
  alert: FindingsAlert,
): ((id: string, issue: Issue) => AsffFinding) => {
  const { record, unratedAs } = toImport;
  const shared = sharedBy(toImport);
  const fields = productFields(toImport, alert);
  const imagesWith = imagesOf(record, unratedAs);
  return (id, issue) => {
    const images = imagesWith(issue);
    const advisory = webAddress(issue.detail.advisory);
    const [{ digest } = record.image] = images;
    const known = {
      ...shared,
      Id: id,
      ...timesOf(issue, record.at),
      Title: title(issue, record),
      FindingProviderFields: { Severity: severity(issue, unratedAs), Types: [TYPE] },
      Remediation: { Recommendation: { Text: recommendation(issue, record), ...given('Url', advisory) } },
      ...given('SourceUrl', consoleUrl(record.registry, { ...record.image, digest })),
      RecordState: isOver(issue) ? ('ARCHIVED' as const) : ('ACTIVE' as const),
    };
    return fitted(({ description: max, references, images: most }) => ({
      ...known,
      Description: description(issue, record, max),
      ProductFields: { ...fields, ...imagesShown(most, images.length) },
      Resources: images.slice(0, most).map(({ resource }) => resource),
      Vulnerabilities: [vulnerability(issue, advisory, references)],
    }));
  };
};

const sharedBy = ({ record: { registry, drill } }: ToImport) => ({
  SchemaVersion: '2018-10-08' as const,
  ProductArn: productArn(registry),
  ProductName: PRODUCT,
  CompanyName: PRODUCT,
  GeneratorId: GENERATOR,
  AwsAccountId: registry.account,
  ...given('Sample', drill ?? null),
});

const timesOf = (issue: Issue, at: string) => ({
  CreatedAt: issue.firstSeenAt,
  UpdatedAt: at,
  FirstObservedAt: issue.firstSeenAt,
  ...given('LastObservedAt', isOver(issue) ? null : at),
});

/** Rated as the policy compares; a name that nobody knows is critical. */
const severity = (issue: Issue, unratedAs: Severity): AsffFinding['FindingProviderFields']['Severity'] => ({
  Label: SEVERITIES[rank(issue.severity, unratedAs)] ?? 'CRITICAL',
  ...given('Original', line(issue.severity, MAX_ORIGINAL)),
});

const imagesShown = (most: number, all: number) =>
  given('tallyman/images', most < all ? `${most} of ${all} shown` : null);
