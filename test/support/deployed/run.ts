import { type Command, CommanderError } from 'commander';

/** What a command printed, and its exit status. */
export interface Run {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

/** Runs a command in this process. */
export const run = async (command: Command, ...args: string[]): Promise<Run> => {
  const written = { out: '', err: '' };
  command.exitOverride().configureOutput({
    writeOut: (text) => {
      written.out += text;
    },
    writeErr: (text) => {
      written.err += text;
    },
  });
  try {
    await command.parseAsync(args, { from: 'user' });
    return { ...written, exitCode: Number(process.exitCode ?? 0) };
  } catch (error) {
    if (error instanceof CommanderError) return { ...written, exitCode: error.exitCode };
    throw error;
  } finally {
    process.exitCode = undefined;
  }
};
