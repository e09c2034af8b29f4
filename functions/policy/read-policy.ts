import { readFileSync } from 'node:fs';
import type { Policy } from '../core/domain/policy.ts';
import { compile } from './compile.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { literalSecrets } from './literal-secrets.ts';
import { locate } from './locate.ts';
import { placeholders } from './placeholders.ts';
import { PolicyError } from './policy-error.ts';
import { type Mistake, type Problem, toProblem } from './problem.ts';
import { type RegistryScanning, registryScanning } from './registry-scanning.ts';
import {
  type CreationTemplateOptions,
  creationTemplateOptions,
  type RepositoryOptions,
  repositoryOptions,
} from './repository-options.ts';
import { rules } from './rules.ts';
import { type PolicyShape, policyShape } from './shape.ts';
import { shapeMistakes } from './shape-mistakes.ts';
import { parseSource, type Source } from './source.ts';
import { syntaxError } from './syntax-error.ts';
import { unknownKeys } from './unknown-keys.ts';
import { unquotedSigns } from './unquoted-signs.ts';

/** The user's file. */
export interface PolicyFile {
  readonly policy: Policy;
  readonly operators: { readonly email: readonly string[] };
  /** How the registry is to scan; null where it is left as it is. */
  readonly registry: RegistryScanning | null;
  /** The hardened repositories to create, by name. */
  readonly repositories: Readonly<Record<string, RepositoryOptions>>;
  /** What the repositories get that ECR creates itself, by prefix. */
  readonly creationTemplates: Readonly<Record<string, CreationTemplateOptions>>;
}

export interface ReadOptions {
  /** Whether an address such as `platform@acme.example` will do: not where mail is to arrive. */
  readonly placeholders: 'refused' | 'allowed';
}

/**
 * Reads, checks and compiles a policy file.
 *
 * @throws PolicyError that lists every problem with its place
 */
export const readPolicy = (file: string, options: ReadOptions): PolicyFile => parsePolicy(textOf(file), file, options);

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : String(cause);
    throw new PolicyError(file, [{ line: 1, column: 1, message: `cannot read the policy: ${why}`, paste: null }]);
  }
};

/**
 * Checks and compiles the text of a policy file.
 *
 * @param fileName - for messages
 * @throws PolicyError that lists every problem with its place
 */
export const parsePolicy = (text: string, fileName: string, options: ReadOptions): PolicyFile => {
  const source = parseSource(text, fileName);
  const problems = problemsIn(source, options);
  if (problems.length > 0) throw new PolicyError(fileName, locate(text, problems));
  return toFile(policyShape.parse(source.document.toJS()));
};

const problemsIn = (source: Source, options: ReadOptions): Problem[] => {
  const traps = [...duplicateKeys(source), ...literalSecrets(source), ...unquotedSigns(source)];
  const isKnown = (offset: number): boolean => traps.some(({ from, to }) => from <= offset && offset <= to);
  const broken = syntaxError(source, isKnown);
  if (broken !== null) return [...traps, broken];
  const unknown = unknownKeys(source);
  const mistakes = mistakesIn(source, options).map(toProblem(source));
  return [...traps, ...[...unknown, ...mistakes].filter(({ from }) => !isKnown(from))];
};

const mistakesIn = (source: Source, options: ReadOptions): Mistake[] => {
  const policy: unknown = source.document.toJS() ?? {};
  return [
    ...shapeMistakes(source, policy),
    ...rules(policy),
    ...(options.placeholders === 'refused' ? placeholders(policy) : []),
  ];
};

const toFile = (shape: PolicyShape): PolicyFile => ({
  policy: compile(shape),
  operators: { email: [shape.operators.email].flat() },
  registry: registryScanning(shape),
  repositories: mapped(shape.repositories, repositoryOptions),
  creationTemplates: mapped(shape['creation-templates'], creationTemplateOptions),
});

const mapped = <From, To>(entries: Readonly<Record<string, From>> = {}, to: (from: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, to(entry)]));
