import { CfnPullTimeUpdateExclusion } from 'aws-cdk-lib/aws-ecr';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface PullTimeExclusionProps {
  readonly role: IRole;
}

/** What a role reads counts as no pull: it keeps no image from being archived. */
export class PullTimeExclusion extends CfnPullTimeUpdateExclusion {
  constructor(scope: Construct, id: string, { role }: PullTimeExclusionProps) {
    super(scope, id, { principalArn: role.roleArn });
  }
}
