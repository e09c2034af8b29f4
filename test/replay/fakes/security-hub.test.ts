import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  InternalException,
  InvalidAccessException,
  InvalidInputException,
  LimitExceededException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SecurityHub, startSecurityHub } from '../../support/security-hub.ts';

const PRODUCT = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';
const IMAGE = 'arn:aws:ecr:eu-west-1:111122223333:repository/payments/api/sha256:ab12';

const aFinding = (overrides: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
  SchemaVersion: '2018-10-08',
  Id: 'tallyman/1',
  ProductArn: PRODUCT,
  GeneratorId: 'tallyman',
  AwsAccountId: '111122223333',
  CreatedAt: '2026-11-21T08:00:00.000Z',
  UpdatedAt: '2026-11-21T08:00:05.000Z',
  Title: 'CVE-2026-1234 - openssl in payments/api',
  Description: 'A flaw in openssl lets anybody in.',
  FindingProviderFields: {
    Severity: { Label: 'HIGH', Original: 'HIGH' },
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
  },
  Resources: [{ Type: 'AwsEcrContainerImage', Id: IMAGE }],
  ...overrides,
});

const without = (name: keyof AwsSecurityFinding): AwsSecurityFinding =>
  Object.assign(aFinding(), { [name]: undefined });

const findings = (count: number, overrides: (n: number) => Partial<AwsSecurityFinding> = () => ({})) =>
  Array.from({ length: count }, (_, n) => aFinding({ Id: `tallyman/${n}`, ...overrides(n) }));

/** About so many bytes. */
const ofBytes = (bytes: number): Partial<AwsSecurityFinding> => ({
  Vulnerabilities: [{ Id: 'CVE-2026-1234', ReferenceUrls: ['x'.repeat(bytes)] }],
});

let hub: SecurityHub;
beforeEach(async () => {
  hub = await startSecurityHub();
});
afterEach(() => hub.stop());

const importAll = (Findings: AwsSecurityFinding[]) => hub.client.send(new BatchImportFindingsCommand({ Findings }));
const kept = (id = 'tallyman/1') => hub.fake.findings.get(id);

describe('one call', () => {
  test('imports 100 findings, and keeps them', async () => {
    expect(await importAll(findings(100))).toMatchObject({ SuccessCount: 100, FailedCount: 0, FailedFindings: [] });
    expect(hub.fake.findings.size).toBe(100);
    expect(hub.fake.calls).toMatchObject([{ imported: findings(100).map(({ Id }) => Id) }]);
  });

  test.each([
    ['no findings', []],
    ['101 findings', findings(101)],
    ['more than 6 MB', findings(30, () => ofBytes(210_000))],
  ])('with %s is refused as a whole', async (_, sent) => {
    await expect(importAll(sent)).rejects.toThrow(InvalidInputException);
    expect(hub.fake.findings.size).toBe(0);
    expect(hub.fake.calls).toMatchObject([{ imported: [] }]);
  });

  test('of just under 6 MB is taken', async () => {
    const answer = await importAll(findings(28, () => ofBytes(210_000)));
    expect(answer).toMatchObject({ SuccessCount: 28, FailedCount: 0 });
  });

  test.each([
    ['an account that is not its own', { AwsAccountId: '444455556666' }],
    ['a product of another account', { ProductArn: PRODUCT.replaceAll('111122223333', '444455556666') }],
    ['a product of another Region', { ProductArn: PRODUCT.replace('eu-west-1', 'eu-west-2') }],
    ["somebody else's product", { ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/inspector' }],
  ])('that names %s is denied as a whole', async (_, foreign) => {
    await expect(importAll([aFinding({ Id: 'tallyman/2' }), aFinding(foreign)])).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
    expect(hub.fake.findings.size).toBe(0);
  });

  test('that names an Id twice: only the first is looked at', async () => {
    const twice = [aFinding({ Title: 'first' }), aFinding({ Title: 'second', UpdatedAt: '2026-11-22T08:00:00Z' })];
    expect(await importAll(twice)).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
    expect(kept()?.Title).toBe('first');
  });

  test('with a finding that is none imports the others, with HTTP 200', async () => {
    const answer = await importAll([aFinding({ Title: '' }), aFinding({ Id: 'tallyman/2' })]);
    expect(answer).toMatchObject({
      SuccessCount: 1,
      FailedCount: 1,
      FailedFindings: [
        { Id: 'tallyman/1', ErrorCode: 'InvalidInput', ErrorMessage: expect.stringContaining('data.Title') },
      ],
    });
    expect([...hub.fake.findings.keys()]).toEqual(['tallyman/2']);
  });
});

describe('a finding', () => {
  const long = (length: number) => 'x'.repeat(length);
  const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`tallyman/${n}`, 'x']));
  const image = (details: object) => ({
    Resources: [{ Type: 'AwsEcrContainerImage', Id: IMAGE, Details: { AwsEcrContainerImage: details } }],
  });

  const refused = async (finding: AwsSecurityFinding, fault: string) => {
    const { FailedFindings } = await importAll([finding]);
    expect(FailedFindings).toMatchObject([{ ErrorCode: 'InvalidInput', ErrorMessage: expect.stringContaining(fault) }]);
    expect(hub.fake.findings.size).toBe(0);
  };

  test('at every limit is taken', async () => {
    const finding = aFinding({
      Id: long(512),
      GeneratorId: long(512),
      Title: long(256),
      Description: long(1024),
      ProductName: long(128),
      CompanyName: long(128),
      FindingProviderFields: {
        Severity: { Label: 'INFORMATIONAL', Original: long(64) },
        Types: Array.from({ length: 50 }, () => 'TTPs'),
      },
      ProductFields: { ...pairs(49), [long(128)]: long(2048) },
      Remediation: { Recommendation: { Text: long(512), Url: 'https://x.example/' } },
      Resources: Array.from({ length: 32 }, () => ({ Type: long(256), Id: IMAGE, Region: long(16) })),
      RecordState: 'ARCHIVED',
      ...ofBytes(180_000),
    });
    expect(await importAll([finding])).toMatchObject({ SuccessCount: 1 });
  });

  test.each([
    'SchemaVersion',
    'Id',
    'ProductArn',
    'GeneratorId',
    'AwsAccountId',
    'CreatedAt',
    'UpdatedAt',
    'Title',
    'Description',
    'Resources',
  ] as const)('without %s is refused', async (name) => refused(without(name), `data.${name}`));

  test.each<[string, string, Partial<AwsSecurityFinding>]>([
    ['another version of the schema', 'SchemaVersion', { SchemaVersion: '2020-01-01' }],
    ['an Id of 513 characters', 'Id', { Id: long(513) }],
    ['a generator of 513 characters', 'GeneratorId', { GeneratorId: long(513) }],
    ['a title of 257 characters', 'Title', { Title: long(257) }],
    ['a description of 1,025 characters', 'Description', { Description: long(1025) }],
    ['a description of blanks', 'Description', { Description: ' \n ' }],
    ['a time without a zone', 'UpdatedAt', { UpdatedAt: '2026-11-21T08:00:00' }],
    ['a time that is none', 'CreatedAt', { CreatedAt: '2026-13-41T08:00:00Z' }],
    ['a product name of 129 characters', 'ProductName', { ProductName: long(129) }],
    ['a company name of 129 characters', 'CompanyName', { CompanyName: long(129) }],
    ['no resource', 'Resources', { Resources: [] }],
    ['33 resources', 'Resources', { Resources: Array.from({ length: 33 }, () => ({ Type: 'Other', Id: 'x' })) }],
    ['a resource without a type', 'Resources.0.Type', { Resources: [{ Type: undefined, Id: 'x' }] }],
    ['a resource of a type of 257 characters', 'Resources.0.Type', { Resources: [{ Type: long(257), Id: 'x' }] }],
    ['a resource without an Id', 'Resources.0.Id', { Resources: [{ Type: 'Other', Id: undefined }] }],
    ['a Region of 17 characters', 'Resources.0.Region', { Resources: [{ Type: 'Other', Id: 'x', Region: long(17) }] }],
    ['an empty tag', 'ImageTags.0', image({ ImageTags: [''] })],
    ['an empty architecture', 'Architecture', image({ Architecture: '' })],
    ['an image pushed at no time', 'ImagePublishedAt', image({ ImagePublishedAt: 'yesterday' })],
    ['no severity', 'FindingProviderFields', { FindingProviderFields: { Types: ['TTPs'] } }],
    ['no types', 'FindingProviderFields', { FindingProviderFields: { Severity: { Label: 'LOW' } } }],
    [
      'a type of no namespace',
      'Types.0',
      { FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Vulnerabilities/CVE'] } },
    ],
    [
      '51 types',
      'Types',
      { FindingProviderFields: { Severity: { Label: 'LOW' }, Types: Array.from({ length: 51 }, () => 'TTPs') } },
    ],
    [
      'an original severity of 65 characters',
      'Original',
      { FindingProviderFields: { Severity: { Label: 'LOW', Original: long(65) }, Types: ['TTPs'] } },
    ],
    ['51 product fields', 'ProductFields', { ProductFields: pairs(51) }],
    ['a key of 129 characters', 'ProductFields', { ProductFields: { [long(129)]: 'x' } }],
    ['a product field of 2,049 characters', 'ProductFields.a', { ProductFields: { a: long(2049) } }],
    ['an empty product field', 'ProductFields.a', { ProductFields: { a: '' } }],
    ["a product field of AWS's own", 'aws/', { ProductFields: { 'aws/inspector/ProductVersion': '2' } }],
    ['a recommendation of 513 characters', 'Text', { Remediation: { Recommendation: { Text: long(513) } } }],
    ['a recommendation at no address', 'Url', { Remediation: { Recommendation: { Url: 'see below' } } }],
    ['a source at no address', 'SourceUrl', { SourceUrl: 'the console' }],
    ['a vulnerability without an Id', 'Vulnerabilities.0.Id', { Vulnerabilities: [{ Id: undefined }] }],
    [
      'a vendor without a name',
      'Vendor.Name',
      { Vulnerabilities: [{ Id: 'CVE-2026-1', Vendor: { Name: undefined, Url: 'https://x.example' } }] },
    ],
    [
      'an empty version',
      'VulnerablePackages.0.Version',
      { Vulnerabilities: [{ Id: 'CVE-2026-1', VulnerablePackages: [{ Name: 'openssl', Version: '' }] }] },
    ],
    ['a vector of blanks', 'BaseVector', { Vulnerabilities: [{ Id: 'CVE-2026-1', Cvss: [{ BaseVector: ' ' }] }] }],
    [
      '11 related findings',
      'RelatedFindings',
      { RelatedFindings: Array.from({ length: 11 }, () => ({ ProductArn: PRODUCT, Id: 'x' })) },
    ],
    [
      'a note of 513 characters',
      'Note',
      { Note: { Text: long(513), UpdatedBy: 'x', UpdatedAt: '2026-11-21T08:00:00Z' } },
    ],
    ['more than 240 KB', '240 KB', ofBytes(240_000)],
  ])('with %s is refused', (_, fault, overrides) => refused(aFinding(overrides), fault));
});

describe('a finding imported again', () => {
  const again = (at: string, overrides: Partial<AwsSecurityFinding> = {}) =>
    importAll([aFinding({ UpdatedAt: at, ...overrides })]);
  const LATER = '2026-11-22T08:00:00.000Z';
  beforeEach(async () => {
    await importAll([aFinding()]);
  });

  test('replaces what was kept', async () => {
    await again(LATER, { Title: 'new', RecordState: 'ARCHIVED' });
    expect(kept()).toMatchObject({ Title: 'new', RecordState: 'ARCHIVED', UpdatedAt: LATER });
    expect(hub.fake.findings.size).toBe(1);
  });

  test.each(['2026-11-21T08:00:05.000Z', '2026-11-21T08:00:04.999Z', '2026-11-21T09:00:04+01:00'])(
    'of %s is ignored, and counts as a success',
    async (at) => {
      expect(await again(at, { Title: 'new' })).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
      expect(kept()).toMatchObject(aFinding());
    },
  );

  test('leaves what is the customer’s', async () => {
    const Note = { Text: 'ours', UpdatedBy: 'anna', UpdatedAt: LATER };
    const fields = { Note, UserDefinedFields: { team: 'payments' }, Workflow: { Status: 'SUPPRESSED' } } as const;
    hub.fake.setCustomerFields('tallyman/1', { ...fields, VerificationState: 'BENIGN_POSITIVE' });
    await again(LATER, {
      Note: { ...Note, Text: 'theirs' },
      UserDefinedFields: { team: 'nobody' },
      Workflow: { Status: 'NEW' },
      VerificationState: 'UNKNOWN',
      Title: 'new',
    });
    expect(kept()).toMatchObject({ ...fields, VerificationState: 'BENIGN_POSITIVE', Title: 'new' });
  });

  test('gives nothing to the customer that the customer did not set', async () => {
    await again(LATER, { Note: { Text: 'theirs', UpdatedBy: 'x', UpdatedAt: LATER } });
    expect(kept()).not.toHaveProperty('Note');
  });

  test('changes severity and types until the customer sets them', async () => {
    const FindingProviderFields = { Severity: { Label: 'CRITICAL' }, Types: ['TTPs'] } as const;
    const provided = { ...FindingProviderFields, Types: ['TTPs'] };
    expect(kept()?.Severity).toEqual({ Label: 'HIGH', Original: 'HIGH' });
    await again(LATER, { FindingProviderFields: provided });
    expect(kept()).toMatchObject({ Severity: { Label: 'CRITICAL' }, Types: ['TTPs'] });
    hub.fake.setCustomerFields('tallyman/1', { Severity: { Label: 'LOW' } });
    await again('2026-11-23T08:00:00Z', { FindingProviderFields: { ...provided, Types: ['Effects'] } });
    expect(kept()).toMatchObject({
      Severity: { Label: 'LOW' },
      Types: ['Effects'],
      FindingProviderFields: { Severity: { Label: 'CRITICAL' } },
    });
  });

  test.each([
    ['NOTIFIED', 'NEW'],
    ['RESOLVED', 'NEW'],
    ['SUPPRESSED', 'SUPPRESSED'],
  ] as const)('that was archived and comes back: %s becomes %s', async (before, after) => {
    hub.fake.setCustomerFields('tallyman/1', { Workflow: { Status: before } });
    await again(LATER, { RecordState: 'ARCHIVED' });
    expect(kept()?.Workflow?.Status).toBe(before);
    await again('2026-11-23T08:00:00Z', { RecordState: 'ACTIVE' });
    expect(kept()?.Workflow?.Status).toBe(after);
  });

  test('only as the customer can', () => {
    expect(() => hub.fake.setCustomerFields('tallyman/9', {})).toThrow('Security Hub has no finding tallyman/9');
  });
});

describe('it behaves as it is told to', () => {
  test('not enabled, said of each finding', async () => {
    hub.fake.behave({ disabled: 'finding' });
    const { FailedFindings = [], FailedCount } = await importAll(findings(3));
    expect(FailedCount).toBe(3);
    expect(new Set(FailedFindings.map(({ ErrorCode }) => ErrorCode))).toEqual(new Set(['InvalidAccess']));
  });

  test('not enabled, said of the call', async () => {
    hub.fake.behave({ disabled: 'call' });
    await expect(importAll(findings(3))).rejects.toThrow(InvalidAccessException);
  });

  test('some findings fail', async () => {
    hub.fake.behave({ failing: { 'tallyman/1': 'InternalFailure' } });
    const { FailedFindings } = await importAll(findings(3));
    expect(FailedFindings).toMatchObject([{ Id: 'tallyman/1', ErrorCode: 'InternalFailure' }]);
    expect([...hub.fake.findings.keys()]).toEqual(['tallyman/0', 'tallyman/2']);
  });

  test.each([
    [{ error: 'LimitExceededException' }, LimitExceededException, 429],
    [{ error: 'InternalException' }, InternalException, 500],
    [{ error: 'InvalidInputException' }, InvalidInputException, 400],
    [{ status: 503 }, InternalException, 503],
  ])('%j', async (behaviour, exception, httpStatusCode) => {
    hub.fake.behave(behaviour);
    const answer = importAll(findings(1));
    await expect(answer).rejects.toThrow(exception);
    await expect(answer).rejects.toMatchObject({ $metadata: { httpStatusCode } });
    hub.fake.behave(null);
    expect(await importAll(findings(1))).toMatchObject({ SuccessCount: 1 });
  });

  test('throttled, with how long to wait', async () => {
    hub.fake.behave({ status: 429, retryAfter: 7 });
    await expect(importAll(findings(1))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $response: { headers: { 'retry-after': '7' } },
    });
  });
});
