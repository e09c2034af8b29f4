// What other people's CDK apps import: docs/repositories.md#in-your-own-cdk-app.
export type {
  CreationMaker,
  CreationTemplateOptions,
  KeepOptions,
  RepositoryOptions,
} from '../functions/policy/repository-options.ts';
export { CreationTemplate, type CreationTemplateProps } from './constructs/creation-template.ts';
export { HardenedRepository, type HardenedRepositoryProps } from './constructs/hardened-repository.ts';
export { RetainedKey, type RetainedKeyProps } from './constructs/retained-key.ts';
