import type { RepositoryOptions } from '../../functions/policy/repository-options.ts';

/** A statement of a policy of a repository, which names no resource. */
export interface RepositoryStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: readonly string[] };
  readonly Action: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html */
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

const WRITE = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const PUSH = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', ...WRITE];

/** Who may pull and push besides those whom IAM allows it in the account; nobody may without TLS. */
export const repositoryStatements = ({ pullFrom = {}, pushBy }: RepositoryOptions): RepositoryStatement[] => [
  ...(pullFrom.organization === undefined ? [] : [pulledByOrganization(pullFrom.organization)]),
  ...(pullFrom.accounts === undefined ? [] : [pulledByAccounts(pullFrom.accounts)]),
  ...(pushBy === undefined ? [] : pushedBy(pushBy)),
  {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: ['ecr:*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
];

/** An organization is no principal: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid */
const pulledByOrganization = (organization: string): RepositoryStatement => ({
  Sid: 'PulledByOrganization',
  Effect: 'Allow',
  Principal: '*',
  Action: PULL,
  Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } },
});

const pulledByAccounts = (accounts: readonly string[]): RepositoryStatement => ({
  Sid: 'PulledByAccounts',
  Effect: 'Allow',
  Principal: { AWS: accounts },
  Action: PULL,
});

const pushedBy = (roles: readonly string[]): RepositoryStatement[] => [
  { Sid: 'PushedByRoles', Effect: 'Allow', Principal: { AWS: roles }, Action: PUSH },
  {
    Sid: 'PushedByNobodyElse',
    Effect: 'Deny',
    Principal: '*',
    Action: WRITE,
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
  },
];
