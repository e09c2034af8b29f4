import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import * as z from 'zod';
import { didYouMean, meant } from './did-you-mean.ts';
import { nameOf, type Problem } from './problem.ts';
import { policyShape } from './shape.ts';
import { keyOf, type Path, rangeOf, type Source } from './source.ts';

/** What a later release will know. */
const LATER: ReadonlySet<string> = new Set(['timezone', 'accept', 'include', 'vex', 'quiet-hours', 'gate']);

/** The keys nobody knows. One that was misspelt is put right in the document, so that its value can be checked. */
export const unknownKeys = ({ document }: Source): Problem[] => inNode(document.contents, policyShape, []);

const inNode = (node: unknown, shape: unknown, path: Path): Problem[] => {
  if (shape instanceof z.ZodOptional) return inNode(node, shape.unwrap(), path);
  if (isSeq(node) && shape instanceof z.ZodArray) {
    return node.items.flatMap((item, index) => inNode(item, shape.element, [...path, index]));
  }
  if (!isMap(node)) return [];
  if (shape instanceof z.ZodRecord) {
    return node.items.flatMap((pair) => inNode(pair.value, shape.valueType, [...path, keyOf(pair)]));
  }
  const known = fieldsOf(shape);
  if (known === null) return [];
  return [
    ...keysIn(node, Object.keys(known), path),
    ...node.items.flatMap((pair) => inNode(pair.value, known[keyOf(pair)], [...path, keyOf(pair)])),
  ];
};

/** The keys of a shape, with their shapes; null where it has none, or nobody knows it. */
const fieldsOf = (shape: unknown): Readonly<Record<string, unknown>> | null => {
  if (shape instanceof z.ZodObject) return shape.shape;
  const branches = shape instanceof z.ZodUnion ? shape.options.map(fieldsOf).filter((fields) => fields !== null) : [];
  return branches.length === 0 ? null : Object.fromEntries(branches.flatMap(Object.entries));
};

const keysIn = (map: YAMLMap, known: readonly string[], path: Path): Problem[] => {
  const present = map.items.map(keyOf);
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key) || known.includes(String(key.value))) return [];
    return unknownKey(key, known, present, path);
  });
};

const unknownKey = (key: Scalar, known: readonly string[], present: readonly string[], path: Path): Problem[] => {
  const range = rangeOf(key) ?? { from: 0, to: 0 };
  const written = String(key.value);
  const problem = `unknown key "${written}" in ${nameOf(path)}`;
  if (LATER.has(written)) return [{ ...range, message: `${problem}: it is not in this release yet; take it out` }];
  if (known.length === 0) return [{ ...range, message: `${problem}: it has no keys yet; write {}` }];
  const instead = meant(
    written,
    known.filter((each) => !present.includes(each)),
  );
  if (instead !== undefined) key.value = instead;
  return [{ ...range, message: `${problem}; ${didYouMean(instead, known)}`, instead }];
};
