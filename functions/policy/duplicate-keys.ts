import { isScalar, visit, type YAMLMap } from 'yaml';
import { placeOf } from './locate.ts';
import type { Problem } from './problem.ts';
import { type Range, rangeOf, type Source } from './source.ts';

/** Keys written twice in one map. The document keeps the first. */
export const duplicateKeys = ({ document, text, fileName }: Source): Problem[] => {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_, map) => {
      for (const { name, range, first } of takeDuplicates(map)) {
        const { line, column } = placeOf(text, first.from);
        const message = `key "${name}" is here twice, first at ${fileName}:${line}:${column}; keep one`;
        problems.push({ ...range, message });
      }
    },
  });
  return problems;
};

interface Duplicate {
  readonly name: string;
  readonly range: Range;
  readonly first: Range;
}

const takeDuplicates = (map: YAMLMap): Duplicate[] => {
  const seen = new Map<string, Range>();
  const duplicates: Duplicate[] = [];
  map.items = map.items.filter(({ key }) => {
    const range = rangeOf(key);
    if (!isScalar(key) || range === null) return true;
    const name = String(key.value);
    const first = seen.get(name);
    if (first === undefined) return seen.set(name, range);
    duplicates.push({ name, range, first });
    return false;
  });
  return duplicates;
};
