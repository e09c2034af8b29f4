import { Command } from 'commander';
import { PolicyError } from '../functions/policy/policy-error.ts';
import { forMachines } from '../replay/for-machines.ts';
import { forPeople } from '../replay/for-people.ts';
import { replay } from '../replay/replay.ts';
import { hasDeadLetters, type ReplayResult } from '../replay/result.ts';
import { ScenarioError } from '../replay/scenario/scenario-error.ts';

const STATUS = { wrongInput: 1, deadLetters: 3 };

interface Options {
  readonly json?: true;
  readonly assembly?: string;
}

/** `tallyman replay`: the real functions against a scenario, on this machine. */
export const replayCommand = (): Command =>
  new Command('replay')
    .description('play a scenario against the real functions on this machine, and show what each receiver gets')
    .argument('<scenario>', 'what AWS would have said, a YAML file')
    .option('--json', 'print JSON, and nothing else')
    .option('--assembly <folder>', "use what cdk synth made, whatever the scenario's policy is")
    .action(async (scenario: string, { json, assembly }: Options, command: Command) => {
      const tell = (text: string): void => command.configureOutput().writeErr?.(text);
      const progress = (what: string): void => tell(`${what}\n`);
      const result = await replay(scenario, { progress, ...(assembly !== undefined && { assembly }) }).catch(
        (error: unknown) => {
          if (!(error instanceof ScenarioError || error instanceof PolicyError)) throw error;
          return command.error(error.message, { exitCode: STATUS.wrongInput });
        },
      );
      command.configureOutput().writeOut?.(json ? `${forMachines(result)}\n` : forPeople(result));
      if (!hasDeadLetters(result)) return;
      if (json) tell(reasons(result));
      process.exitCode = STATUS.deadLetters;
    });

/** The JSON has the reasons of events alone. */
const reasons = ({ deadLetters }: ReplayResult): string =>
  deadLetters.map(({ queue, reason }) => `dead letter in ${queue}: ${reason ?? 'no reason is known'}\n`).join('');
