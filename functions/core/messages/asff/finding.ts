import type { FindingsAlert } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import { rank, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { type Advisory, advisories } from './advisory.ts';
import { fitted } from './fit.ts';
import type { AsffFinding, AsffResource } from './format.ts';
import { isOver } from './over.ts';
import { productArn } from './place.ts';
import { originFields, productFields } from './product-fields.ts';
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
const HANDED_OVER = 'Nothing here: Inspector scans the image now, and has a finding of its own of all that it finds.';

/** Writes issues as Security Hub is to know them: active while a live image has them. What findings share is one object. */
export const findingWriter = (
  toImport: ToImport,
  alert: FindingsAlert,
): ((id: string, issue: Issue) => AsffFinding) => {
  const { record, unratedAs } = toImport;
  const shared = sharedBy(toImport);
  const fieldsOf = fieldsFor(toImport, alert);
  const imagesWith = imagesOf(record, unratedAs);
  const advisoryOf = advisories();
  const rated = ratings(unratedAs);
  const { handedOver } = alert;
  return (id, issue) => {
    const { resources, page } = imagesWith(issue);
    const advisory = advisoryOf(issue.detail.advisory);
    const titled = title(issue, record);
    const over = handedOver || isOver(issue);
    const known = {
      ...shared,
      Id: id,
      CreatedAt: issue.firstSeenAt,
      UpdatedAt: record.at,
      FirstObservedAt: issue.firstSeenAt,
      ...(!over && { LastObservedAt: record.at }),
      Title: titled,
      FindingProviderFields: rated(issue.severity),
      Remediation: remediation(handedOver ? HANDED_OVER : recommendation(issue, record, advisory !== null), advisory),
      ...(page !== null && { SourceUrl: page }),
      RecordState: over ? ('ARCHIVED' as const) : ('ACTIVE' as const),
    };
    return fitted((room) => ({
      ...known,
      Description: description(issue, titled, room.description),
      ...shownIn(room.images, resources, fieldsOf(issue)),
      Vulnerabilities: [vulnerability(issue, advisory, room.references)],
    }));
  };
};

/** Where the image comes from is said of what is in it, and of what no image has any more: its scan said so. */
const fieldsFor = (toImport: ToImport, alert: FindingsAlert): ((issue: Issue) => AsffFinding['ProductFields']) => {
  const { record } = toImport;
  const fields = productFields(toImport, alert);
  const ofImage = { ...fields, ...originFields(record) };
  const parts = new Set(record.image.parts.map(({ digest }) => digest));
  return ({ occurrences }) =>
    occurrences.length === 0 || occurrences.some(({ digest }) => parts.has(digest)) ? ofImage : fields;
};

const remediation = (Text: string, advisory: Advisory | null): AsffFinding['Remediation'] => ({
  Recommendation: { Text, ...(advisory !== null && { Url: advisory.url }) },
});

const shownIn = (
  most: number,
  resources: AsffResource[],
  fields: AsffFinding['ProductFields'],
): Pick<AsffFinding, 'ProductFields' | 'Resources'> => {
  if (resources.length <= most) return { ProductFields: fields, Resources: resources };
  const images = `${most} of ${resources.length} shown`;
  return { ProductFields: { ...fields, 'tallyman/images': images }, Resources: resources.slice(0, most) };
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

type Rating = AsffFinding['FindingProviderFields'];

/** Rates as the policy compares; a name that nobody knows is critical. */
const ratings = (unratedAs: Severity): ((severity: string) => Rating) => {
  const known = new Map<string, Rating>();
  return (severity) => {
    const rating = known.get(severity) ?? ratingOf(severity, unratedAs);
    known.set(severity, rating);
    return rating;
  };
};

const ratingOf = (severity: string, unratedAs: Severity): Rating => ({
  Severity: {
    Label: SEVERITIES[rank(severity, unratedAs)] ?? 'CRITICAL',
    ...given('Original', line(severity, MAX_ORIGINAL)),
  },
  Types: [TYPE],
});
