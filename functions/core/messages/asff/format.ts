import type { Partition } from '../partition.ts';

/** How bad, in the words of Security Hub. */
type SeverityLabel = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** An image in the AWS Security Finding Format. */
export interface AsffResource {
  readonly Type: 'AwsEcrContainerImage';
  readonly Id: string;
  readonly Partition: Partition;
  readonly Region: string;
  readonly Details: {
    readonly AwsEcrContainerImage: {
      readonly RegistryId: string;
      readonly RepositoryName: string;
      readonly ImageDigest: string;
      readonly ImagePublishedAt: string;
      readonly ImageTags?: string[];
      readonly Architecture?: string;
    };
  };
}

/** A package with a vulnerability, in one version. */
export interface AsffPackage {
  readonly PackageManager: string;
  readonly Name?: string;
  readonly Version?: string;
  readonly FixedInVersion?: string;
  readonly Remediation?: string;
}

export interface AsffVulnerability {
  readonly Id: string;
  readonly VulnerablePackages?: AsffPackage[];
  readonly Cvss?: { readonly BaseScore: number; readonly Version?: string; readonly BaseVector?: string }[];
  readonly Vendor?: { readonly Name: string; readonly Url: string };
  readonly ReferenceUrls?: string[];
  readonly FixAvailable?: 'YES';
}

/**
 * What of the AWS Security Finding Format Tallyman sends: nothing that belongs to the customer, such as notes and workflow.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt: string;
  readonly LastObservedAt?: string;
  readonly Title: string;
  readonly Description: string;
  /** Security Hub takes severity and types from here, until the customer sets others. */
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: SeverityLabel; readonly Original?: string };
    readonly Types: string[];
  };
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly SourceUrl?: string;
  readonly ProductFields: Record<string, string>;
  readonly Resources: AsffResource[];
  readonly Vulnerabilities: AsffVulnerability[];
  /** Of a drill. */
  readonly Sample?: true;
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}
