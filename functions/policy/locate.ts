import { blot } from './blot.ts';
import type { LocatedProblem } from './policy-error.ts';
import type { Problem } from './problem.ts';

/** Every problem with its line, column and line to paste, in the order of the file. */
export const locate = (text: string, problems: readonly Problem[]): LocatedProblem[] =>
  problems
    .toSorted((a, b) => a.from - b.from)
    .map((problem) => {
      const { line, column } = placeOf(text, problem.from);
      const paste = pasteFor(text, problem, problems);
      return { line, column, message: blot(problem.message), paste: paste && blot(paste) };
    });

export const placeOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

/** The line with everything mended that is wrong in it, so that pasting it once is enough. */
const pasteFor = (text: string, { from, to, instead, add }: Problem, problems: readonly Problem[]): string | null => {
  if (instead === undefined) return add ?? null;
  const start = text.slice(0, from).lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
  const mends = problems.filter((each) => each.instead !== undefined && each.from >= start && each.to <= end);
  const mended = mends
    .toSorted((a, b) => b.from - a.from)
    .reduce((line, mend) => line.slice(0, mend.from) + mend.instead + line.slice(mend.to), text.slice(0, end));
  return mended.slice(start).trimEnd();
};
