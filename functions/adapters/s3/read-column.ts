import type { Column } from './column.ts';

type Mark = readonly ['list' | 'object' | 'absent'];
type Fields = Record<string, unknown>;

/** Values that follow one another and are the same, or of the same kind. */
interface Run {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/** The value that `column` was written for. */
export const valueIn = (column: Column): unknown => read(column, 1)[0];

const isMark = (value: unknown): value is Mark => Array.isArray(value);

/** So many rows; undefined where a key is absent. */
const read = (column: Column, rows: number): readonly unknown[] => {
  const { values, from, lists, objects } = column;
  if (from === undefined && values.length === rows && !values.some(isMark)) return values;
  const runs = values.map((value, run) => ({ value, start: from?.[run] ?? run, end: from?.[run + 1] ?? run + 1 }));
  const last = runs.at(-1);
  if (last !== undefined) last.end = rows;
  const apart = {
    list: lists === undefined ? [] : readLists(lists, rowsOf('list', runs)),
    object: objects === undefined ? [] : readObjects(objects, rowsOf('object', runs)),
    absent: [],
  };
  return inOrder(runs, apart, rows);
};

const rowsOf = (kind: Mark[0], runs: readonly Run[]): number =>
  runs.reduce((sum, { value, start, end }) => (isMark(value) && value[0] === kind ? sum + end - start : sum), 0);

const inOrder = (
  runs: readonly Run[],
  apart: Readonly<Record<Mark[0], readonly unknown[]>>,
  rows: number,
): readonly unknown[] => {
  const all = new Array<unknown>(rows);
  const taken = { list: 0, object: 0, absent: 0 };
  for (const { value, start, end } of runs) {
    if (!isMark(value)) all.fill(value, start, end);
    else {
      const [kind] = value;
      for (let row = start; row < end; row += 1) all[row] = apart[kind][taken[kind] + row - start];
      taken[kind] += end - start;
    }
  }
  return all;
};

const readLists = ({ lengths, items }: NonNullable<Column['lists']>, rows: number): readonly unknown[] => {
  const sizes = read(lengths, rows).map(Number);
  const all = read(
    items,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let end = 0;
  return sizes.map((size) => {
    end += size;
    return all.slice(end - size, end);
  });
};

const readObjects = ({ keys, columns }: NonNullable<Column['objects']>, rows: number): readonly unknown[] => {
  const fields = columns.map((column, at) => ({ key: keys[at] ?? '', column, list: read(column, rows) }));
  const common = fields.filter(({ column }) => !isPartial(column));
  // What all rows share is copied at once: only what differs is set row by row.
  const first = common.map(({ key, list }) => `${JSON.stringify(key)}:${JSON.stringify(list[0])}`);
  const blank: Fields = JSON.parse(`{${first.join()}}`);
  const objects: Fields[] = [];
  for (let row = 0; row < rows; row += 1) objects.push({ ...blank });
  for (const { key, column, list } of fields)
    if (isPartial(column)) define(objects, key, list);
    else if (!isOne(column)) assign(objects, key, list);
  return objects;
};

/** Whether there is one value for all rows, which they can share. */
const isOne = ({ values, lists, objects }: Column): boolean => values.length === 1 && !lists && !objects;

const isPartial = ({ values }: Column): boolean => values.some((value) => isMark(value) && value[0] === 'absent');

const assign = (objects: readonly Fields[], key: string, list: readonly unknown[]): void => {
  for (const [row, object] of objects.entries()) object[key] = list[row];
};

/** A receiver may be called `__proto__`, and an assignment would not make a key of it. */
const define = (objects: readonly Fields[], key: string, list: readonly unknown[]): void => {
  for (const [row, object] of objects.entries())
    if (list[row] !== undefined)
      Object.defineProperty(object, key, { value: list[row], enumerable: true, writable: true, configurable: true });
};
