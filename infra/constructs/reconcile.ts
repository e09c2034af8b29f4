import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PolicyFile } from '../../functions/policy/read-policy.ts';
import { wildcards } from '../wildcards.ts';
import { BundledFunction } from './bundled-function.ts';
import type { FedQueue } from './fed-queue.ts';
import type { Operators } from './operators.ts';
import { PullTimeExclusion } from './pull-time-exclusion.ts';
import { ScheduledRuns } from './scheduled-runs.ts';
import type { StateTable } from './state-table.ts';

/** A repository with thousands of live images takes minutes; of two runs at once one stops. */
const TIMEOUT = Duration.minutes(14);
/** UTC. A run begins the day's sweep, or goes on with it where it has not ended; else it does nothing. */
const RUNS = { minute: '0/5', hour: '3-5' };

export interface ReconcileProps {
  readonly policy: PolicyFile['policy'];
  readonly operators: Operators;
  readonly table: StateTable;
  /** What evaluations are fed from. */
  readonly events: FedQueue;
}

/** Finds what no event told, once a day. */
export class Reconcile extends Construct {
  constructor(scope: Construct, id: string, { policy, operators, table, events }: ReconcileProps) {
    super(scope, id);
    const fn = new BundledFunction(this, 'Function', {
      entry: 'functions/reconcile/handler.ts',
      policy,
      timeout: TIMEOUT,
      memorySize: 512,
      environment: { table: table.tableName, scanEvents: events.queue.queueUrl },
    });
    table.grantSweep(fn);
    events.grantSend(fn);
    grantRegistry(fn, policy);
    new PullTimeExclusion(fn, 'PullTimeExclusion', { role: fn.grantPrincipal });
    new ScheduledRuns(this, 'Schedule', {
      operators,
      fn,
      schedule: Schedule.cron(RUNS),
      failed: {
        means: 'A run of reconcile failed; the next goes on where it stopped.',
        first: 'look into the log of reconcile for the reason; delete these dead letters when a later run went well.',
      },
      notRun: {
        period: Duration.days(1),
        means:
          'reconcile has not run for a day: what no event told is not known. Expected once, until the first morning after the first deployment.',
        first: 'see that its schedule rule is enabled, then look at the throttles of the function.',
      },
    });
  }
}

/** To list the registry and the images of the watched repositories, and to have these scanned where the policy says so. */
const grantRegistry = (fn: BundledFunction, { watch, rescan }: PolicyFile['policy']): void => {
  const arnOf = (resourceName: string) =>
    Stack.of(fn).formatArn({ service: 'ecr', resource: 'repository', resourceName });
  const repositories = wildcards(watch.map(({ glob }) => glob));
  const allow = (actions: string[], resourceArns: string[]) =>
    Grant.addToPrincipal({ grantee: fn, actions, resourceArns });
  allow(
    [
      'ecr:BatchGetImage',
      'ecr:BatchGetRepositoryScanningConfiguration',
      'ecr:DescribeImages',
      ...(rescan ? ['ecr:StartImageScan'] : []),
    ],
    repositories.map(arnOf),
  );
  allow(['ecr:DescribeRepositories'], [arnOf('*')]);
  allow(['ecr:GetRegistryScanningConfiguration'], ['*']);
  acknowledge(fn, '*', 'ecr:GetRegistryScanningConfiguration is of the registry, which IAM has no resource for');
  acknowledge(fn, nagged('*'), 'whoever lists the repositories lists all of them');
  for (const name of repositories.filter((each) => each !== '*'))
    acknowledge(fn, nagged(name), 'the repositories that the policy file watches, as it writes them');
};

const nagged = (repository: string): string =>
  `arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${repository}`;

const acknowledge = (fn: BundledFunction, resource: string, reason: string): void =>
  Validations.of(fn).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
