import { Command } from 'commander';
import { PolicyError } from '../functions/policy/policy-error.ts';
import type { PolicyFile } from '../functions/policy/read-policy.ts';
import { PROJECT_POLICY, readPolicyFile } from './policy-file.ts';

/** `tallyman check`: what synth would say of a policy file. */
export const checkCommand = (): Command =>
  new Command('check')
    .description('check a policy file, and list all that is wrong with it')
    .argument('[file]', 'the policy file', PROJECT_POLICY)
    .action((file: string, _options: unknown, command: Command) => {
      try {
        command.configureOutput().writeOut?.(`${file}: ${summaryOf(readPolicyFile(file))}\n`);
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        command.error(error.message, { exitCode: 1 });
      }
    });

const summaryOf = ({ policy: { receivers, routes, hash } }: PolicyFile): string =>
  `${counted(receivers.length, 'receiver')}, ${counted(routes.length, 'route')}, policy ${hash}`;

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
