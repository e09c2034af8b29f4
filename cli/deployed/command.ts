import type { Command } from 'commander';
import { PROJECT_POLICY } from '../policy-file.ts';
import { whyNot } from './cannot-run.ts';

export const STATUS = { well: 0, cannotRun: 1, wrong: 3 } as const;

export interface StackOptions {
  readonly stack: string;
  readonly policy: string;
  readonly json?: true;
}

/** The options of every command that looks at a deployed stack. */
export const lookOptions = (command: Command): Command =>
  command.option('--stack <name>', 'the stack', 'TallymanAlerts').option('--json', 'print JSON, and nothing else');

/** The same, of one that reads the policy file too. */
export const stackOptions = (command: Command): Command =>
  lookOptions(command).option('--policy <file>', 'the policy file it was deployed with', PROJECT_POLICY);

/** Runs what a command does; what keeps it from running at all is one line. */
export const onStack = async (
  command: Command,
  run: (print: (text: string) => void) => Promise<(typeof STATUS)['well' | 'wrong']>,
): Promise<void> => {
  const print = (text: string): void => command.configureOutput().writeOut?.(text);
  const status = await run(print).catch((error: unknown) => {
    const why = whyNot(error);
    if (why === null) throw error;
    return command.error(why, { exitCode: STATUS.cannotRun });
  });
  if (status !== STATUS.well) process.exitCode = status;
};
