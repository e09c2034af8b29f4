import * as z from 'zod';

// What Security Hub's console shows of a finding: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html

const finding = z.looseObject({
  Title: z.string(),
  RecordState: z.string().default('ACTIVE'),
  FindingProviderFields: z.looseObject({ Severity: z.looseObject({ Label: z.string() }) }),
  Remediation: z.looseObject({ Recommendation: z.looseObject({ Url: z.string().optional() }) }).optional(),
  Resources: z.array(
    z.looseObject({
      Id: z.string(),
      Details: z
        .looseObject({
          AwsEcrContainerImage: z.looseObject({
            RepositoryName: z.string(),
            ImageDigest: z.string(),
            ImageTags: z.array(z.string()).default([]),
          }),
        })
        .optional(),
    }),
  ),
  Vulnerabilities: z
    .array(
      z.looseObject({
        VulnerablePackages: z
          .array(
            z.looseObject({
              Name: z.string().optional(),
              Version: z.string().optional(),
              FixedInVersion: z.string().optional(),
            }),
          )
          .default([]),
        Cvss: z.array(z.looseObject({ BaseScore: z.number() })).default([]),
      }),
    )
    .default([]),
});
type Finding = z.infer<typeof finding>;
type Vulnerability = Finding['Vulnerabilities'][number];

const MOST_SHOWN = 5;
const DIGEST_CHARACTERS = 'sha256:'.length + 8;

/** Findings as Security Hub's console shows them, in lines of plain text: the first in full, the others counted. */
export const findingsText = (findings: readonly unknown[]): readonly string[] => {
  const parsed = findings.map((each) => finding.parse(each));
  const others = parsed.slice(MOST_SHOWN).map(severityOf);
  return [
    ...parsed.slice(0, MOST_SHOWN).flatMap(findingLines),
    ...(others.length === 0 ? [] : [`and ${others.length} more: ${counted(others)}`]),
  ];
};

const severityOf = ({ FindingProviderFields }: Finding): string => FindingProviderFields.Severity.Label;

const findingLines = (each: Finding): readonly string[] => {
  const { Title, RecordState, Resources, Vulnerabilities, Remediation } = each;
  const facts = [...Vulnerabilities.flatMap(vulnerabilityFacts), ...Resources.map(imageName)];
  return [
    `${RecordState} ${severityOf(each)} · ${Title}`,
    `  ${facts.join(' · ')}`,
    ...(Remediation?.Recommendation.Url === undefined ? [] : [`  ${Remediation.Recommendation.Url}`]),
  ];
};

const vulnerabilityFacts = ({ VulnerablePackages, Cvss }: Vulnerability): readonly string[] => [
  ...VulnerablePackages.map(({ Name, Version, FixedInVersion }) =>
    [Name, Version, FixedInVersion && `→ ${FixedInVersion}`].filter(Boolean).join(' '),
  ),
  ...Cvss.map(({ BaseScore }) => `CVSS ${BaseScore}`),
];

const imageName = ({ Id, Details }: Finding['Resources'][number]): string => {
  if (Details === undefined) return Id;
  const { RepositoryName, ImageTags, ImageDigest } = Details.AwsEcrContainerImage;
  const tagged = ImageTags.map((tag) => `${RepositoryName}:${tag}`).join(', ') || RepositoryName;
  return `${tagged} ${ImageDigest.slice(0, DIGEST_CHARACTERS)}`;
};

/** In the order in which they are met: Tallyman imports the worst first. */
const counted = (severities: readonly string[]): string =>
  [...Map.groupBy(severities, (severity) => severity)]
    .map(([severity, { length }]) => `${length} ${severity.toLowerCase()}`)
    .join(', ');
