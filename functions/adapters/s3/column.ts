/** What stands in a column for a list or an object, which is kept apart, and for a key that an object does not have. */
export const LIST = ['list'] as const;
export const OBJECT = ['object'] as const;
export const ABSENT = ['absent'] as const;

/**
 * JSON values, one below the other: what follows itself is written once, and so are the keys of objects.
 * How many there are, whoever reads it knows.
 */
export interface Column {
  /** A text, number, truth or null, or what stands for something else. */
  readonly values: readonly unknown[];
  /** The row of each of `values`, until the next; left out where there is one for all, or one for each. */
  readonly from?: readonly number[];
  readonly lists?: { readonly lengths: Column; readonly items: Column };
  readonly objects?: { readonly keys: readonly string[]; readonly columns: readonly Column[] };
}
