import type * as z from 'zod';
import { type Mistake, nameOf } from './problem.ts';
import { policyShape } from './shape.ts';
import { type Path, type Source, writtenAt } from './source.ts';
import { keysOf } from './unchecked.ts';
import { valueFault } from './value-fault.ts';

type Issue = z.core.$ZodIssue;

/** Values that are missing, empty, of the wrong kind or against a rule of their own. */
export const shapeMistakes = ({ document }: Source, policy: unknown): Mistake[] =>
  mistakesOf(policyShape, policy, (path) => writtenAt(document, path));

/** @param written - the scalar at a path, as it was written */
export const mistakesOf = (shape: z.ZodType, value: unknown, written: (path: Path) => string): Mistake[] => {
  const issues = shape.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return issues.flatMap(chosenBranch).flatMap((issue): Mistake[] => {
    const path = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.input === undefined) return [missing(path)];
    if (isReceiver(path) && keysOf(issue.input).length > 0) return [];
    return [{ path, ...valueFault(issue, path, written(path)) }];
  });
};

/** Of a value that may be of several kinds, what is wrong with it as the kind that it tries to be. */
const chosenBranch = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const branch = issue.errors.find((issues) => !issues.some(isOtherKind));
  return branch?.flatMap((inner) => chosenBranch({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
};

const isOtherKind = ({ code, path, input }: Issue): boolean =>
  input === undefined || (code === 'invalid_type' && path.length === 0);

/** One whose keys tell no kind has had them reported as unknown. */
const isReceiver = ([top, ...inner]: Path): boolean => top === 'receivers' && inner.length === 1;

interface Requirement {
  readonly what: string;
  readonly add?: string;
}

const REQUIRED: Readonly<Record<string, Requirement>> = {
  operators: {
    what: 'who hears when Tallyman itself is in trouble (an address of yours)',
    add: 'operators: { email: [platform@acme.example] }',
  },
  email: { what: 'one address or more' },
  receivers: {
    what: 'the places to tell',
    add: 'receivers: { platform: { slack: { webhook: tallyman/slack-webhook } } }',
  },
  routes: { what: 'whom to tell of which images', add: 'routes: [{ to: platform, otherwise: true }]' },
  to: { what: 'the receiver that it tells' },
  scanning: { what: 'basic, enhanced, or leave' },
  tag: { what: 'the tag that may be moved, such as latest' },
  reason: { what: 'why its tag has to move' },
  'applied-for': { what: 'what makes the repositories: pull-through-cache, replication, create-on-push' },
};

const missing = (path: Path): Mistake => {
  const owner = path.slice(0, -1);
  const key = String(path.at(-1));
  const { what, add } = REQUIRED[key] ?? { what: 'a value' };
  return { path: owner, message: `${nameOf(owner)} needs "${key}": ${what}`, add };
};
