import { ABSENT, type Column, LIST, OBJECT } from './column.ts';

/** A column that grows row by row: so each value is looked at once, which is most of what ten thousand issues cost. */
interface Growing {
  rows: number;
  last: unknown;
  readonly values: unknown[];
  readonly from: number[];
  lists: { readonly lengths: Growing; readonly items: Growing } | null;
  objects: Objects | null;
}

interface Objects {
  rows: number;
  readonly keys: string[];
  readonly columns: Growing[];
}

type Fields = Readonly<Record<string, unknown>>;

/** `value`, a column of one row. */
export const columnOf = (value: unknown): Column => {
  const column = empty();
  add(column, value);
  return written(column);
};

const empty = (): Growing => ({ rows: 0, last: undefined, values: [], from: [], lists: null, objects: null });

const add = (column: Growing, value: unknown): void => {
  if (typeof value !== 'object' || value === null) put(column, value === undefined ? ABSENT : value);
  else if (Array.isArray(value)) addList(column, value);
  else addObject(column, value as Fields);
};

const put = (column: Growing, value: unknown): void => {
  if (value !== column.last) {
    column.last = value;
    column.values.push(value);
    column.from.push(column.rows);
  }
  column.rows += 1;
};

const addList = (column: Growing, list: readonly unknown[]): void => {
  put(column, LIST);
  column.lists ??= { lengths: empty(), items: empty() };
  const { lengths, items } = column.lists;
  put(lengths, list.length);
  for (const item of list) add(items, item);
};

const addObject = (column: Growing, object: Fields): void => {
  put(column, OBJECT);
  column.objects ??= { rows: 0, keys: [], columns: [] };
  const { objects } = column;
  let at = 0;
  for (const key in object) {
    // All but always they have the same keys in the same order.
    const known = objects.keys[at] === key ? objects.columns[at] : undefined;
    add(known ?? columnFor(objects, key), object[key]);
    at += 1;
  }
  objects.rows += 1;
  if (at < objects.keys.length) level(objects);
};

/** What the last object did not have. */
const level = ({ rows, columns }: Objects): void => {
  for (const column of columns) if (column.rows < rows) put(column, ABSENT);
};

const columnFor = ({ rows, keys, columns }: Objects, key: string): Growing => {
  const known = columns[keys.indexOf(key)];
  if (known !== undefined) return known;
  const column = empty();
  for (let row = 0; row < rows; row += 1) put(column, ABSENT);
  keys.push(key);
  columns.push(column);
  return column;
};

const written = ({ rows, values, from, lists, objects }: Growing): Column => ({
  values,
  ...(values.length > 1 && values.length < rows && { from }),
  ...(lists && { lists: { lengths: written(lists.lengths), items: written(lists.items) } }),
  ...(objects && { objects: { keys: objects.keys, columns: objects.columns.map(written) } }),
});
