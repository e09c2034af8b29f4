import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Command } from 'commander';
import { secretsManager } from '../functions/adapters/secrets-manager/secrets.ts';
import { onStack, STATUS, type StackOptions, stackOptions } from './deployed/command.ts';
import { findStack } from './deployed/stack.ts';
import { examine } from './doctor/examine.ts';
import { forTerminal } from './doctor/for-terminal.ts';
import { readPolicyFile } from './policy-file.ts';

/**
 * `tallyman doctor`: what a first deployment gets wrong.
 *
 * @param fetch - reaches Slack
 */
export const doctorCommand = (fetch = globalThis.fetch): Command =>
  stackOptions(new Command('doctor'))
    .description('look at a deployed stack, and list what keeps alerts from arriving')
    .action((options: StackOptions, command: Command) =>
      onStack(command, async (print) => {
        const policyFile = readPolicyFile(options.policy);
        const stack = await findStack(new CloudFormationClient(), options.stack);
        const diagnoses = await examine({
          stack,
          policyFile,
          path: options.policy,
          secrets: secretsManager(new SecretsManagerClient()),
          ecr: new ECRClient(),
          sns: new SNSClient(),
          // A queue's URL names a host of its own, whatever endpoint is set.
          sqs: new SQSClient({ useQueueUrlAsEndpoint: false }),
          securityHub: new SecurityHubClient(),
          fetch,
        });
        const { name, registry } = stack;
        print(
          options.json
            ? `${JSON.stringify({ stack: name, ...registry, diagnoses }, null, 2)}\n`
            : forTerminal(stack, diagnoses),
        );
        return diagnoses.some(({ verdict }) => verdict === 'wrong') ? STATUS.wrong : STATUS.well;
      }),
    );
