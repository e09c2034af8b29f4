import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HardenedRepository } from './constructs/hardened-repository.ts';
import { RetainedKey } from './constructs/retained-key.ts';

export interface RepositoriesStackProps {
  readonly names: readonly string[];
}

/** The hardened repositories of the policy file. */
export class RepositoriesStack extends Stack {
  constructor(scope: Construct, id: string, { names }: RepositoriesStackProps) {
    super(scope, id, { description: 'Tallyman: hardened Amazon ECR repositories' });
    const key = new RetainedKey(this, 'Key', { description: 'Tallyman: the images of the hardened repositories' });
    for (const name of names) new HardenedRepository(this, name, { name, key });
  }
}
