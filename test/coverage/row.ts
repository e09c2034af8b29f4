/** One case of the coverage table, and the test that proves what happens in it. */
export interface Row {
  readonly event: string;
  readonly engine: 'basic' | 'enhanced' | 'either';
  readonly status: string;
  readonly image: string;
  readonly happens: string;
  readonly proof: Proof;
}

interface Proof {
  /** Within `test`. */
  readonly file: string;
  /** As Vitest reports it: those of the describes around it and its own, with ` > ` between. */
  readonly test: string;
}

/** Rows of one kind. */
export interface Topic {
  readonly title: string;
  readonly says: string;
  readonly rows: readonly Row[];
}

type Cells = readonly [
  event: string,
  engine: Row['engine'],
  status: string,
  image: string,
  happens: string,
  proof: Proof,
];

export const rowOf = ([event, engine, status, image, happens, proof]: Cells): Row => ({
  event,
  engine,
  status,
  image,
  happens,
  proof,
});

/** The tests of a file, or of a describe in it. */
export const testsOf =
  (file: string, ...around: readonly string[]) =>
  (test: string): Proof => ({ file, test: [...around, test].join(' > ') });
