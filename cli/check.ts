import { resolve } from 'node:path';
import { Command } from 'commander';
import { PolicyError } from '../functions/policy/policy-error.ts';
import { type PolicyFile, readPolicy } from '../functions/policy/read-policy.ts';

const PROJECT_POLICY = 'tallyman.yaml';

/** `tallyman check`: what synth would say of a policy file. */
export const checkCommand = (): Command =>
  new Command('check')
    .description('check a policy file, and list all that is wrong with it')
    .argument('[file]', 'the policy file', PROJECT_POLICY)
    .action((file: string, _options: unknown, command: Command) => {
      try {
        command.configureOutput().writeOut?.(`${file}: ${summaryOf(check(file))}\n`);
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        command.error(error.message, { exitCode: 1 });
      }
    });

/** A file that was chosen may hold placeholders, as with `cdk synth -c policy=FILE`; the one that is deployed may not. */
const check = (file: string): PolicyFile =>
  readPolicy(file, { placeholders: resolve(file) === resolve(PROJECT_POLICY) ? 'refused' : 'allowed' });

const summaryOf = ({ policy: { receivers, routes, hash } }: PolicyFile): string =>
  `${counted(receivers.length, 'receiver')}, ${counted(routes.length, 'route')}, policy ${hash}`;

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
