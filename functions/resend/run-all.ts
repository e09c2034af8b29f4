/** How much of each was done. */
export type Done = Readonly<Record<string, number>>;

/**
 * Runs one after another; what fails takes nothing from the others.
 *
 * @throws AggregateError of those that failed, after the others ran
 */
export const runAll = async (...runs: readonly (() => Promise<Done>)[]): Promise<Done> => {
  let done: Done = {};
  const failures: unknown[] = [];
  for (const run of runs) {
    try {
      done = { ...done, ...(await run()) };
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return done;
  throw new AggregateError(failures, `${failures.length} of ${runs.length} kinds of what is due stay due in part`);
};
