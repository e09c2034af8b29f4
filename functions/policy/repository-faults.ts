import * as z from 'zod';
import { repositoryNames } from './repository-names.ts';
import { type CreationTemplateOptions, type RepositoryOptions, writtenOptions } from './repository-options.ts';
import { repositoryRules } from './repository-rules.ts';
import { creationTemplateShape, repositoryShape } from './repository-shape.ts';
import { mistakesOf } from './shape-mistakes.ts';
import { at } from './unchecked.ts';

const shape = z.object({
  repositories: z.record(z.string(), repositoryShape).optional(),
  'creation-templates': z.record(z.string(), creationTemplateShape).optional(),
});

/** What is wrong with a hardened repository, by the rules of the policy file. */
export const repositoryFaults = (name: string, options: RepositoryOptions): string[] =>
  faultsOf({ repositories: { [name]: writtenOptions(options) } });

/** What is wrong with a creation template, by the rules of the policy file. */
export const creationTemplateFaults = (prefix: string, options: CreationTemplateOptions): string[] =>
  faultsOf({ 'creation-templates': { [prefix]: writtenOptions(options) } });

const faultsOf = (policy: unknown): string[] =>
  [
    ...mistakesOf(shape, policy, (path) => String(at(policy, path))),
    ...repositoryNames(policy, 'repositories'),
    ...repositoryRules(policy),
  ].map(({ message }) => message);
