const GAP = 2;

/** Rows with their columns aligned; the last column is as wide as it is, and an empty end of a row is left out. */
export const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, { length }] of row.slice(0, -1).entries()) widths[at] = Math.max(widths[at] ?? 0, length);
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + GAP)))
      .join('')
      .trimEnd(),
  );
};
