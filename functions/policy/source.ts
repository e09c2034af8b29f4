import { type Document, isCollection, isMap, isNode, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** A policy file as it was read. */
export interface Source {
  readonly fileName: string;
  readonly text: string;
  /** Later steps mend it where they know what was meant, so that one mistake is reported once; ranges stay those of `text`. */
  readonly document: Document.Parsed;
}

/** Offsets in the text; `to` is behind the last character. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The way to a value, from the top of the file. */
export type Path = readonly (string | number)[];

export const parseSource = (text: string, fileName: string): Source => ({
  fileName,
  text,
  document: parseDocument(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true }),
});

export const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

export const rangeOf = (node: unknown): Range | null => {
  if (!isNode(node) || !node.range) return null;
  const [from, to] = node.range;
  return { from, to };
};

const nodeAt = (document: Document.Parsed, path: Path): unknown =>
  path.length === 0 ? document.contents : document.getIn(path, true);

/** Where the key stands that `path` ends with; the collection, where it ends with an index. */
export const keyRange = (document: Document.Parsed, path: Path): Range => {
  const owner = nodeAt(document, path.slice(0, -1));
  const pair = isMap(owner) ? (owner as YAMLMap).items.find((each) => keyOf(each) === path.at(-1)) : undefined;
  return rangeOf(pair?.key) ?? rangeOf(owner) ?? { from: 0, to: 0 };
};

/** Where the value at `path` stands; its key, where there is nothing to see behind it. */
export const valueRange = (document: Document.Parsed, path: Path): Range => {
  const range = rangeOf(nodeAt(document, path));
  if (range !== null && (range.from < range.to || typeof path.at(-1) === 'number')) return range;
  return path.length === 0 ? { from: 0, to: 0 } : keyRange(document, path);
};

/** What was written for the scalar at `path`, without its quotes. */
export const writtenAt = (document: Document.Parsed, path: Path): string => {
  const node = nodeAt(document, path);
  return isScalar(node) ? (node.source ?? String(node.value)) : '';
};

/** How far the items of the collection at `path` are indented; null in a `{ }` or `[ ]`, which has no lines. */
export const indentAt = ({ document, text }: Source, path: Path): number | null => {
  const node = nodeAt(document, path);
  if (isCollection(node) && node.flow) return null;
  const from = rangeOf(node)?.from ?? 0;
  return from - text.slice(0, from).lastIndexOf('\n') - 1;
};
