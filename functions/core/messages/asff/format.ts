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
      readonly ImageTags?: string[] | undefined;
      readonly Architecture?: string | undefined;
    };
  };
}

/** A package with a vulnerability, in one version. */
export interface AsffPackage {
  readonly PackageManager: string;
  readonly Name?: string | undefined;
  readonly Version?: string | undefined;
  readonly FixedInVersion?: string | undefined;
  readonly Remediation?: string | undefined;
}

interface AsffScore {
  readonly Version?: string | undefined;
  readonly BaseScore: number;
  readonly BaseVector?: string | undefined;
}

export interface AsffVulnerability {
  readonly Id: string;
  readonly VulnerablePackages?: AsffPackage[] | undefined;
  readonly Cvss?: AsffScore[] | undefined;
  readonly Vendor?: { readonly Name: string; readonly Url: string } | undefined;
  readonly ReferenceUrls?: string[] | undefined;
  readonly FixAvailable?: 'YES' | undefined;
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
  readonly LastObservedAt?: string | undefined;
  readonly Title: string;
  readonly Description: string;
  /** Security Hub takes severity and types from here, until the customer sets others. */
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: SeverityLabel; readonly Original?: string | undefined };
    readonly Types: string[];
  };
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url?: string | undefined } };
  readonly SourceUrl?: string | undefined;
  readonly ProductFields: Record<string, string>;
  readonly Resources: AsffResource[];
  readonly Vulnerabilities: AsffVulnerability[];
  /** Of a drill. */
  readonly Sample?: true | undefined;
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}
