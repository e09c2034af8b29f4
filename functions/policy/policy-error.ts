export interface LocatedProblem {
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What the whole line has to be; null where only the author knows. */
  readonly paste: string | null;
}

/** All that is wrong with a policy file. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly problems: readonly LocatedProblem[];

  constructor(fileName: string, problems: readonly LocatedProblem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`${fileName} has ${count}`, ...problems.map((problem) => written(fileName, problem))].join('\n\n'));
    this.problems = problems;
  }
}

const written = (fileName: string, { line, column, message, paste }: LocatedProblem): string => {
  const what = `${fileName}:${line}:${column}: ${message}`;
  return paste === null ? what : `${what}\npaste:\n${paste}`;
};
