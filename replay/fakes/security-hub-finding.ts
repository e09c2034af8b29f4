import * as z from 'zod';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html and the pages it leads to. What the
// SDK models as a plain string has limits there that only the service enforces.

const text = (max = Number.POSITIVE_INFINITY) =>
  z.string().min(1, 'should NOT be shorter than 1 characters').max(max, `should NOT be longer than ${max} characters`);
const listOf = <T extends z.ZodType>(item: T, max: number, min = 0) =>
  z.array(item).min(min, `should NOT have fewer than ${min} items`).max(max, `should NOT have more than ${max} items`);
/** RFC 3339. */
const timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/, 'should match format "date-time"')
  .refine((at) => !Number.isNaN(Date.parse(at)), 'should match format "date-time"');
const url = text().refine((address) => URL.canParse(address), 'should match format "uri"');
const percent = z.number().int().min(0).max(100);

const NAMESPACES =
  /^(Software and Configuration Checks|TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications)(\/[^/]+){0,2}$/;
const types = listOf(text().regex(NAMESPACES, 'should be namespace/category/classifier'), 50);
const label = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
const severity = z
  .strictObject({ Label: label, Normalized: percent, Product: z.number(), Original: text(64) })
  .partial()
  .refine(
    ({ Label, Normalized }) => Label !== undefined || Normalized !== undefined,
    'should have Label or Normalized',
  );
const relatedFindings = listOf(z.strictObject({ ProductArn: text(2048), Id: text(512) }), 10);

const fields = (most: number, maxValue: number) =>
  z
    .record(text(128), text(maxValue))
    .refine((pairs) => Object.keys(pairs).length <= most, `should NOT have more than ${most} properties`);
const productFields = fields(50, 2048).refine(
  (pairs) => !Object.keys(pairs).some((key) => key.startsWith('aws/')),
  'should NOT have keys that start with aws/',
);

const image = z
  .strictObject({
    RegistryId: text(),
    RepositoryName: text(),
    Architecture: text(),
    ImageDigest: text(),
    ImageTags: z.array(text()),
    ImagePublishedAt: timestamp,
  })
  .partial();

const resource = z.strictObject({
  Type: text(256),
  Id: text(),
  Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
  Region: text(16).optional(),
  ResourceRole: text().optional(),
  Tags: z.record(text(), text()).optional(),
  Details: z.looseObject({ AwsEcrContainerImage: image.optional() }).optional(),
});

const softwarePackage = z
  .strictObject({
    Name: text(),
    Version: text(),
    Epoch: text(),
    Release: text(),
    Architecture: text(),
    PackageManager: text(),
    FilePath: text(),
    FixedInVersion: text(),
    Remediation: text(),
    SourceLayerHash: text(),
    SourceLayerArn: text(),
  })
  .partial();

const vulnerability = z.strictObject({
  Id: text(),
  VulnerablePackages: z.array(softwarePackage).optional(),
  Cvss: z
    .array(z.strictObject({ Version: text(), BaseScore: z.number(), BaseVector: text(), Source: text() }).partial())
    .optional(),
  RelatedVulnerabilities: z.array(text()).optional(),
  Vendor: z
    .strictObject({
      Name: text(),
      Url: text().optional(),
      VendorSeverity: text().optional(),
      VendorCreatedAt: timestamp.optional(),
      VendorUpdatedAt: timestamp.optional(),
    })
    .optional(),
  ReferenceUrls: z.array(text()).optional(),
  FixAvailable: z.enum(['YES', 'NO', 'PARTIAL']).optional(),
  EpssScore: z.number().optional(),
  ExploitAvailable: z.enum(['YES', 'NO']).optional(),
  LastKnownExploitAt: timestamp.optional(),
});

const required = {
  SchemaVersion: z.literal('2018-10-08'),
  Id: text(512),
  ProductArn: text(2048).min(12, 'should NOT be shorter than 12 characters'),
  GeneratorId: text(512),
  AwsAccountId: z.string().regex(/^\d{12}$/, 'should be an account'),
  CreatedAt: timestamp,
  UpdatedAt: timestamp,
  Title: text(256),
  Description: text(1024),
  Resources: listOf(resource, 32, 1),
};

const optional = z
  .strictObject({
    ProductName: text(128),
    CompanyName: text(128),
    Region: text(16),
    Types: types,
    FirstObservedAt: timestamp,
    LastObservedAt: timestamp,
    Severity: severity,
    Confidence: percent,
    Criticality: percent,
    Remediation: z.strictObject({
      Recommendation: z.strictObject({ Text: text(512).optional(), Url: url.optional() }),
    }),
    SourceUrl: url,
    ProductFields: productFields,
    UserDefinedFields: fields(50, 1024),
    RelatedFindings: relatedFindings,
    RecordState: z.enum(['ACTIVE', 'ARCHIVED']),
    Vulnerabilities: z.array(vulnerability),
    FindingProviderFields: z
      .strictObject({
        Confidence: percent,
        Criticality: percent,
        RelatedFindings: relatedFindings,
        Severity: z.strictObject({ Label: label.optional(), Original: text(64).optional() }),
        Types: types,
      })
      .partial(),
    Sample: z.boolean(),
    Note: z.strictObject({ Text: text(512), UpdatedBy: text(512), UpdatedAt: timestamp }),
    Workflow: z.strictObject({ Status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }),
    VerificationState: z.enum(['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE']),
  })
  .partial();

const finding = z
  .strictObject({ ...required, ...optional.shape })
  .refine(
    ({ Severity, Types, FindingProviderFields: given }) =>
      (Severity ?? given?.Severity?.Label) !== undefined && (Types ?? given?.Types) !== undefined,
    { path: ['FindingProviderFields'], message: 'should have Severity and Types' },
  );

/** A finding as it may be imported. */
export type Finding = z.infer<typeof finding>;

/** "240 KB", read as the fewest bytes it can mean. */
const MAX_BYTES = 240_000;

/** Reads a finding as it was sent; tells what is wrong with it in Security Hub's manner. */
export const readFinding = (sent: unknown): Finding | { readonly fault: string } => {
  const parsed = finding.safeParse(sent);
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${at(path)} ${message}`),
    ...blanks(sent, []).map((path) => `${at(path)} should match pattern ".*\\S.*"`),
    ...(Buffer.byteLength(JSON.stringify(sent)) > MAX_BYTES ? ['data should NOT be larger than 240 KB'] : []),
  ];
  if (parsed.success && faults.length === 0) return parsed.data;
  return { fault: `Finding does not adhere to Amazon Finding Format. ${faults.join(', ')}.` };
};

const at = (path: readonly PropertyKey[]): string => ['data', ...path.map(String)].join('.');

/** Where there is a text without anything to read, however deep. */
const blanks = (value: unknown, path: readonly string[]): (readonly string[])[] => {
  if (typeof value === 'string') return /\S/.test(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => blanks(inner, [...path, key]));
};
