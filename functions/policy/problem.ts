import { indentAt, keyRange, type Path, type Range, type Source, valueRange } from './source.ts';

/** What is wrong, and what would be right. */
export interface Fault {
  readonly message: string;
  /** Stands in the line to paste where the fault stands now. */
  readonly instead?: string | undefined;
  /** A line to paste, where one is missing. */
  readonly add?: string | undefined;
}

/** A fault of a value, by its path. */
export interface Mistake extends Fault {
  readonly path: Path;
  /** The fault is of the key, not of the value. */
  readonly ofKey?: true;
}

export const ofKey = (path: Path, message: string): Mistake => ({ path, ofKey: true, message });

/** A fault in its place. */
export interface Problem extends Fault, Range {}

export const toProblem =
  (source: Source) =>
  ({ path, ofKey, message, instead, add }: Mistake): Problem => ({
    ...(ofKey ? keyRange(source.document, path) : valueRange(source.document, path)),
    message,
    instead,
    add: add === undefined ? undefined : indented(source, path, add),
  });

const indented = (source: Source, path: Path, line: string): string | undefined => {
  const indent = indentAt(source, path);
  return indent === null ? undefined : ' '.repeat(indent) + line;
};

const ITEMS: Readonly<Record<string, string>> = {
  receivers: 'receiver',
  lineages: 'lineages of',
  repositories: 'repository',
  'creation-templates': 'creation template',
};

/** A place as people call it: `route 2`, `slack of receiver "payments"`. */
export const nameOf = (path: Path): string => {
  const [top, item, ...parts] = path;
  const inner = parts.map((part) => (typeof part === 'number' ? `item ${part + 1}` : part));
  if (top === undefined) return 'the policy';
  if (item === undefined) return String(top);
  const named = ITEMS[top];
  if (typeof item === 'string' && named === undefined) return [...inner.reverse(), item, top].join(' of ');
  const name = typeof item === 'number' ? `${top === 'routes' ? 'route' : top} ${item + 1}` : `${named} "${item}"`;
  return [...inner.reverse(), name].join(' of ');
};
