import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../functions/policy/read-policy.ts';
import { CreationTemplate } from './constructs/creation-template.ts';
import { HardenedRepository } from './constructs/hardened-repository.ts';
import { RegistryScanning } from './constructs/registry-scanning.ts';
import { RetainedKey } from './constructs/retained-key.ts';

export type RepositoriesStackProps = Pick<PolicyFile, 'registry' | 'repositories' | 'creationTemplates'>;

/** How the registry scans, and the hardened repositories: what the policy file sets up of Amazon ECR itself. */
export class RepositoriesStack extends Stack {
  constructor(scope: Construct, id: string, { registry, repositories, creationTemplates }: RepositoriesStackProps) {
    super(scope, id, { description: 'Tallyman: hardened Amazon ECR repositories, and how the registry scans' });
    if (registry !== null) new RegistryScanning(this, 'Scanning', registry);
    const all = [...Object.values(repositories), ...Object.values(creationTemplates)];
    const key = all.some(({ encryption = 'shared-key' }) => encryption === 'shared-key')
      ? new RetainedKey(this, 'Key', { description: 'Tallyman: the images of the hardened repositories' })
      : undefined;
    for (const [name, options] of Object.entries(repositories))
      new HardenedRepository(this, name, { ...options, name, key, scanOnPush: registry === null });
    for (const [prefix, options] of Object.entries(creationTemplates))
      new CreationTemplate(this, `Template ${prefix}`, { ...options, prefix, key, isScanned: registry !== null });
  }
}
