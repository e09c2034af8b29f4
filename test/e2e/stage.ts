const began = performance.now();

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Does a part of the work, and prints a line that says what it proved.
 *
 * @throws Error that begins with the name of the stage
 */
export const stage = async <T>(name: string, work: () => Promise<T>, proved: (result: T) => string): Promise<T> => {
  try {
    const result = await work();
    print(`${secondsSince(began).padStart(6)}  ${name.padEnd(20)} ${proved(result)}`);
    return result;
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
};

export const secondsSince = (moment: number): string => `${((performance.now() - moment) / 1000).toFixed(1)}s`;
