import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { Command } from 'commander';
import { ecrImages } from '../functions/adapters/ecr/images.ts';
import type { Instant } from '../functions/core/domain/image.ts';
import { lineagesOf } from '../functions/core/domain/lineage.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import { CannotRunError } from './deployed/cannot-run.ts';
import { onStack, STATUS, type StackOptions, stackOptions } from './deployed/command.ts';
import { keptBy } from './deployed/kept.ts';
import { repositoryName, whyNone, whyUnwatched } from './deployed/repositories.ts';
import { type DeployedStack, findStack } from './deployed/stack.ts';
import { forTerminal, type RepositoryNow } from './lineages/for-terminal.ts';
import { ignoredTags } from './lineages/ignored.ts';
import { lineageNow } from './lineages/lines.ts';
import { withParts } from './lineages/with-parts.ts';
import { readPolicyFile } from './policy-file.ts';

/** `tallyman lineages`: how a repository's images fall into lines, and which are live. */
export const lineagesCommand = (now = () => new Date()): Command =>
  stackOptions(new Command('lineages'))
    .description("how a repository's images fall into lineages and lines by their tags, and which of them are live")
    .argument('<repository>', 'such as payments/api')
    .action((name: string, options: StackOptions, command: Command) =>
      onStack(command, async (print) => {
        const repository = repositoryName(name);
        const { policy } = readPolicyFile(options.policy);
        const stack = await findStack(new CloudFormationClient(), options.stack);
        const at = now().toISOString();
        const standing = await standingOf({ stack, policy, path: options.policy, repository, at });
        print(options.json ? `${JSON.stringify(standing, null, 2)}\n` : forTerminal(standing));
        return STATUS.well;
      }),
    );

interface Asked {
  readonly stack: DeployedStack;
  readonly policy: Policy;
  /** Of the policy file. */
  readonly path: string;
  readonly repository: string;
  readonly at: Instant;
}

const standingOf = async ({ stack, policy, path, repository, at }: Asked): Promise<RepositoryNow> => {
  const { registry } = stack;
  const [ecr, kept] = [new ECRClient(), keptBy(stack)];
  const images = ecrImages(ecr);
  const [tagged, items] = await Promise.all([
    images.tagged(repository),
    Promise.all(lineagesOf(policy, repository).map(async (lineage) => ({ lineage, item: await kept.item(lineage) }))),
  ]);
  const isEmpty = tagged.length === 0 && items.every(({ item }) => item === null);
  const none = isEmpty ? await whyNone(ecr, registry, repository) : null;
  if (none !== null) throw new CannotRunError(none);
  const lineages = items.map(({ lineage, item }) => lineageNow({ policy, repository, tagged, at }, lineage, item));
  return {
    repository,
    registry,
    unwatched: whyUnwatched(policy, path, repository),
    tagged: tagged.length,
    lineages: await withParts(images, repository, lineages),
    ignored: ignoredTags(policy, tagged),
  };
};
