import type * as z from 'zod';
import { didYouMean, meant } from './did-you-mean.ts';
import { type Fault, nameOf } from './problem.ts';
import type { Path } from './source.ts';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value.
 *
 * @param written - the value as it stands in the file, where it is a scalar
 */
export const valueFault = (issue: Issue, path: Path, written: string): Fault => {
  const { code, input, message } = issue;
  if (isEmpty(input)) return { message: emptiness(path) };
  switch (code) {
    case 'invalid_value':
      return noSeverity(issue.values.map(String), input, path);
    case 'invalid_type':
      return wrongKind([issue.expected], input, path, written);
    case 'invalid_union':
      return noBranch(issue.errors.flat(), issue, path, written);
    case 'custom':
      return { message, instead: issue.params?.['instead'] };
    default:
      return { message };
  }
};

const isEmpty = (input: unknown): boolean =>
  input === null || input === '' || (Array.isArray(input) && input.length === 0);

const MATCHERS = ['repository', 'tag', 'watch', 'ignore', 'continuous', 'scan-on-push'];
const REQUIRED = [
  ...['operators', 'email', 'receivers', 'routes', 'to', 'slack', 'channel', 'webhook', 'sns', 'topic'],
  ...['scanning', 'reason', 'applied-for'],
];

const emptiness = (path: Path): string => {
  const key = String(path.findLast((each) => typeof each === 'string'));
  if (hasNoKeys(path)) return `${nameOf(path)} has no value; write "${key}: {}"`;
  if (MATCHERS.includes(key)) {
    return `${key} is empty, which may mean all or none; write a glob, or leave ${key} out`;
  }
  if (path.at(-1) !== key || (path[0] === 'lineages' && path.length === 2))
    return `${nameOf(path)} is empty; write it, or take it out`;
  return `${key} is empty; write its value${REQUIRED.includes(key) ? '' : `, or leave ${key} out`}`;
};

/** Whether `{}` is all that may stand here so far. */
const hasNoKeys = (path: Path): boolean =>
  (path[0] === 'repositories' && path.length === 2) || (path[0] === 'receivers' && path[2] === 'security-hub');

const noSeverity = (words: readonly string[], input: unknown, path: Path): Fault => {
  if (Array.isArray(input) && path.at(-1) === 'severity') return noThreshold(words, input);
  if (typeof input === 'object') return { message: `${nameOf(path)} takes one of ${words.join(', ')}` };
  const instead = meant(String(input), words);
  return { message: `"${input}" is no severity; ${didYouMean(instead, words)}`, instead };
};

const noThreshold = (words: readonly string[], listed: readonly unknown[]): Fault => {
  const lowest = words.find((word) => listed.includes(word));
  const threshold = lowest ?? 'high';
  return {
    message: `severity is a threshold, one step of an order and no list: "${threshold}" means ${threshold} and above`,
    instead: lowest,
  };
};

/** None of the kinds that may stand here; or of the right kind, but with nothing in it that tells which. */
const noBranch = (inner: readonly Issue[], { input, message }: Issue, path: Path, written: string): Fault => {
  const kinds = inner.flatMap((each) =>
    each.code === 'invalid_type' && each.path.length === 0 ? [each.expected] : [],
  );
  return kinds.length === 0 ? { message: `${nameOf(path)} ${message}` } : wrongKind(kinds, input, path, written);
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  boolean: 'true or false',
  number: 'a number',
};

/** What people write for a truth value, and YAML takes for text. */
const TRUTHS: Readonly<Record<string, string>> = {
  ...{ yes: 'true', y: 'true', on: 'true', true: 'true' },
  ...{ no: 'false', n: 'false', off: 'false', false: 'false' },
};

const wrongKind = (wanted: readonly string[], input: unknown, path: Path, written: string): Fault => {
  if (wanted.includes('string') && typeof input !== 'object') {
    const taken = typeof input === 'number' ? `the number ${input}` : 'a truth value';
    return { message: `YAML takes an unquoted ${written} for ${taken}; quote it`, instead: JSON.stringify(written) };
  }
  const kind = KINDS[Array.isArray(input) ? 'array' : typeof input] ?? 'something else';
  const kinds = hasNoKeys(path) ? '{}' : [...new Set(wanted.map((each) => KINDS[each] ?? each))].join(' or ');
  const instead = wanted.includes('boolean') ? TRUTHS[written.toLowerCase()] : undefined;
  return { message: `${nameOf(path)} takes ${kinds}, not ${kind}`, instead };
};
