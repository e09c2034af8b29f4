import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { Command, InvalidArgumentError } from 'commander';
import type { Instant } from '../functions/core/domain/image.ts';
import { onStack, STATUS, type StackOptions, stackOptions } from './deployed/command.ts';
import { keptBy } from './deployed/kept.ts';
import { whyNone, whyUnwatched } from './deployed/repositories.ts';
import { findStack } from './deployed/stack.ts';
import { momentOf } from './moment.ts';
import { readPolicyFile } from './policy-file.ts';
import { forMachines } from './source/for-machines.ts';
import { forTerminal } from './source/for-terminal.ts';
import { imageAsked } from './source/image-asked.ts';
import { lookUp } from './source/look-up.ts';

interface Options extends StackOptions {
  readonly at?: Instant;
}

/**
 * `tallyman source`: which image a tag meant, the commit it was made from, and what was known to be open in it.
 *
 * @param download - as `fetch`
 */
export const sourceCommand = (now = () => new Date(), download: typeof fetch = fetch): Command =>
  stackOptions(new Command('source'))
    .description('which image a tag meant, the commit it was made from, and what was known to be open in it')
    .argument('<image>', 'such as payments/api:latest, or payments/api@sha256:…')
    .argument('[digest]', 'where <image> is a repository alone')
    .option('--at <when>', 'a moment, such as 2026-11-21T14:00Z, or a number of days ago, such as 2d', (text) =>
      pastOf(text, now()),
    )
    .action((named: string, digest: string | undefined, options: Options, command: Command) =>
      onStack(command, async (print) => {
        const image = imageAsked(digest === undefined ? named : `${named} ${digest}`);
        const { repository } = image;
        const { policy } = readPolicyFile(options.policy);
        const stack = await findStack(new CloudFormationClient(), options.stack);
        const { registry } = stack;
        const ecr = new ECRClient();
        const found = await lookUp(
          { image, at: options.at ?? null, now: now() },
          { policy, kept: keptBy(stack), ecr, download, whyNone: () => whyNone(ecr, registry, repository) },
        );
        const sourced = { ...found, registry, unwatched: whyUnwatched(policy, options.policy, repository) };
        print(options.json ? `${forMachines(sourced)}\n` : forTerminal(sourced));
        return STATUS.well;
      }),
    );

const pastOf = (text: string, now: Date): Instant => {
  const moment = momentOf(text, now);
  if (moment <= now.toISOString()) return moment;
  throw new InvalidArgumentError('it is yet to come; write a moment that was');
};
