import { type Document, parseDocument } from 'yaml';
import * as z from 'zod';
import { didYouMean, meant } from '../../functions/policy/did-you-mean.ts';
import { placeOf } from '../../functions/policy/locate.ts';
import { keyRange, type Path, valueRange } from '../../functions/policy/source.ts';
import { ScenarioError } from './scenario-error.ts';

const paths = z.union([z.string().transform((path) => [path]), z.array(z.string()).min(1)]);

/** How a receiver's service answers whatever it is asked. */
const answering = z.strictObject({
  status: z.int().min(100).max(599).exactOptional(),
  retryAfter: z.int().min(0).exactOptional(),
  error: z.string().exactOptional(),
  body: z.string().exactOptional(),
});

/** Pages of a scan, or what ECR answers instead. */
export const scanShape = z.union([paths, z.strictObject({ error: z.string() })]);

const FREQUENCIES = { basic: ['SCAN_ON_PUSH', 'MANUAL'], enhanced: ['CONTINUOUS_SCAN', 'SCAN_ON_PUSH'] };

const registry = z
  .strictObject({
    scanning: z.enum(['basic', 'enhanced']),
    frequency: z.enum(['CONTINUOUS_SCAN', 'MANUAL', 'SCAN_ON_PUSH']).exactOptional(),
    filters: z.array(z.string().min(1)).min(1).max(100).exactOptional(),
  })
  .refine(({ scanning, frequency }) => frequency === undefined || FREQUENCIES[scanning].includes(frequency), {
    path: ['frequency'],
    error: 'basic scanning has SCAN_ON_PUSH and MANUAL, enhanced scanning CONTINUOUS_SCAN and SCAN_ON_PUSH',
  });

const step = z.strictObject({
  at: z.string().optional(),
  registry: registry.optional(),
  event: paths.optional(),
  lost: z.literal(true).optional(),
  scan: scanShape.optional(),
  rescan: scanShape.optional(),
  images: z.union([z.string(), z.strictObject({ deleted: z.literal(true) })]).optional(),
  manifests: z.record(z.string().startsWith('sha256:'), z.string()).optional(),
  slack: answering.optional(),
  sns: answering.omit({ retryAfter: true }).optional(),
  'security-hub': answering.extend({ notEnabled: z.literal(true).exactOptional() }).optional(),
});

const scenario = z.strictObject({
  policy: z.string().optional(),
  steps: z.array(step).min(1, 'expected one step or more'),
});

/** A step as it is written. */
export type WrittenStep = z.output<typeof step>;

export interface ScenarioSource {
  readonly policy: string | undefined;
  readonly steps: readonly WrittenStep[];
  /** An error about the value at `path`. */
  error(path: Path, message: string): ScenarioError;
}

/**
 * Reads the text of a scenario.
 *
 * @throws ScenarioError that lists every problem with its place
 */
export const parseScenario = (text: string, fileName: string): ScenarioSource => {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true });
  const located = (offset: number, message: string): string => {
    const { line, column } = placeOf(text, offset);
    return `${fileName}:${line}:${column}: ${message}`;
  };
  if (document.errors.length > 0)
    throw new ScenarioError(document.errors.map(({ pos, message }) => located(pos[0], message)));
  const { success, data, error } = scenario.safeParse(document.toJS());
  if (!success)
    throw new ScenarioError(
      error.issues.flatMap((issue) => problems(document, issue)).map(([at, what]) => located(at, what)),
    );
  return {
    ...data,
    policy: data.policy,
    error: (path, message) => new ScenarioError([located(valueRange(document, path).from, message)]),
  };
};

type Issue = z.core.$ZodIssue;
type Located = readonly [offset: number, message: string];

const problems = (document: Document.Parsed, issue: Issue): readonly Located[] => {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(document, path, key));
  if (issue.code === 'invalid_key')
    return [[keyRange(document, path).from, `${path.at(-1)}: expected a digest, sha256:…`]];
  if (issue.code === 'invalid_union') return eitherProblems(document, issue, path);
  return [[valueRange(document, path).from, `${path.at(-1) ?? 'the scenario'}: ${lowerFirst(issue.message)}`]];
};

const unknownKey = (document: Document.Parsed, path: Path, key: string): Located => {
  const known = KEYS[path.length === 0 ? 'scenario' : path.length === 2 ? 'step' : String(path[2])] ?? [];
  return [keyRange(document, [...path, key]).from, `unknown key "${key}"; ${didYouMean(meant(key, known), known)}`];
};

/** Of a value that may be of several kinds. */
const eitherProblems = (
  document: Document.Parsed,
  { errors }: z.core.$ZodIssueInvalidUnion,
  path: Path,
): readonly Located[] => {
  const unknown = errors.flat().flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(document, path, key));
  const key = String(path[2]);
  return [[valueRange(document, path).from, `${key}: expected ${EXPECTED[key]}`]];
};

const EXPECTED: Readonly<Record<string, string>> = {
  event: 'a path, or a list of paths',
  scan: 'a path, a list of paths, or { error: ScanNotFoundException }',
  rescan: 'a path, a list of paths, or { error: ScanNotFoundException }',
  images: 'a path, or { deleted: true }',
};

const KEYS: Readonly<Record<string, readonly string[]>> = {
  scenario: Object.keys(scenario.shape),
  step: Object.keys(step.shape),
  registry: Object.keys(registry.shape),
  scan: ['error'],
  rescan: ['error'],
  images: ['deleted'],
  slack: Object.keys(answering.shape),
  sns: Object.keys(step.shape.sns.unwrap().shape),
  'security-hub': Object.keys(step.shape['security-hub'].unwrap().shape),
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
