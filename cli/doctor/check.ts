import type { ECRClient } from '@aws-sdk/client-ecr';
import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Secrets } from '../../functions/core/ports/secrets.ts';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import type { DeployedStack } from '../deployed/stack.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What checks look at. */
export interface World {
  readonly stack: DeployedStack;
  readonly policyFile: PolicyFile;
  /** The path of the policy file. */
  readonly path: string;
  readonly secrets: Secrets;
  readonly ecr: ECRClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly securityHub: SecurityHubClient;
  /** Reaches Slack. */
  readonly fetch: typeof globalThis.fetch;
}

/** One thing that a first deployment gets wrong. */
export interface Check {
  /** What it is about, where it cannot look. */
  readonly about: string;
  /** What IAM must allow it. */
  readonly actions: readonly string[];
  look(world: World): Promise<readonly Diagnosis[]>;
}
