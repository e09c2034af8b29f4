import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { Command } from 'commander';
import { lineagesOf } from '../functions/core/domain/lineage.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import { CannotRunError } from './deployed/cannot-run.ts';
import { onStack, STATUS, type StackOptions, stackOptions } from './deployed/command.ts';
import { type Kept, keptBy } from './deployed/kept.ts';
import { repositoryName, whyNone, whyUnwatched } from './deployed/repositories.ts';
import { type DeployedStack, findStack } from './deployed/stack.ts';
import { forMachines } from './history/for-machines.ts';
import { forTerminal, type ToldRecord } from './history/for-terminal.ts';
import { limitOf } from './history/limit.ts';
import { type KeptRecord, readHistory } from './history/read-history.ts';
import { momentOf } from './moment.ts';
import { readPolicyFile } from './policy-file.ts';
import { toldAlerts } from './records/arrival.ts';

interface Options extends StackOptions {
  readonly since?: string;
  readonly limit: number;
}

/** `tallyman history`: what changed in a repository, and who was told. */
export const historyCommand = (now = () => new Date()): Command =>
  stackOptions(new Command('history'))
    .description('what changed in a repository, who was told of it by which route, and whether it arrived')
    .argument('<repository>', 'such as payments/api')
    .option('--since <when>', 'a number of days, such as 30d, or a date, such as 2026-11-21', (text) =>
      momentOf(text, now()),
    )
    .option('--limit <records>', 'at most so many records', limitOf, 20)
    .action((name: string, options: Options, command: Command) =>
      onStack(command, async (print) => {
        const repository = repositoryName(name);
        const { policy } = readPolicyFile(options.policy);
        const stack = await findStack(new CloudFormationClient(), options.stack);
        const kept = keptBy(stack);
        const lineages = lineagesOf(policy, repository);
        const items = (await Promise.all(lineages.map(kept.item))).filter((item) => item !== null);
        if (items.length === 0) throw new CannotRunError(await whyNothing(stack, policy, options.policy, repository));
        const latest = items.flatMap(({ recordKey }) => recordKey ?? []);
        const { since = null, limit } = options;
        const { records, older } = await readHistory(latest, kept.record, { since, limit });
        const told = await Promise.all(records.map((each) => withDeliveries(each, kept, now())));
        const history = { repository, registry: stack.registry, records: told, older };
        print(options.json ? `${forMachines(history)}\n` : forTerminal(history));
        return STATUS.well;
      }),
    );

const whyNothing = async (
  { registry }: DeployedStack,
  policy: Policy,
  path: string,
  repository: string,
): Promise<string> =>
  (await whyNone(new ECRClient(), registry, repository)) ??
  whyUnwatched(policy, path, repository) ??
  `nothing of ${repository} was evaluated yet: push an image; whether ECR scans it, tallyman doctor says`;

const withDeliveries = async ({ recordKey, record }: KeptRecord, kept: Kept, now: Date): Promise<ToldRecord> => ({
  recordKey,
  record,
  told: await toldAlerts(record, recordKey, kept.progress, now),
});
