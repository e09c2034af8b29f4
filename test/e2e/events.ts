import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import type { Aws } from './aws.ts';
import { type Pushed, REPOSITORY, TAG } from './registry.ts';

interface BusEvent {
  readonly source: string;
  readonly type: string;
  readonly detail: object;
}

/** What ECR says when it has scanned. */
export const scanEvent = ({ digest, counts }: Pushed): BusEvent => ({
  source: 'aws.ecr',
  type: 'ECR Image Scan',
  detail: {
    'scan-status': 'COMPLETE',
    'repository-name': REPOSITORY,
    'finding-severity-counts': counts,
    'image-digest': digest,
    'image-tags': [TAG],
  },
});

/** What else is on the bus of such an account: the push itself, and what our own imports cause. */
export const otherEvents = ({ digest }: Pushed): readonly BusEvent[] => [
  {
    source: 'aws.ecr',
    type: 'ECR Image Action',
    detail: {
      'action-type': 'PUSH',
      result: 'FAILURE',
      'repository-name': REPOSITORY,
      'image-digest': digest,
      'image-tag': TAG,
    },
  },
  { source: 'aws.securityhub', type: 'Security Hub Findings - Imported', detail: { findings: [] } },
];

const taken = z.object({ FailedEntryCount: z.literal(0), Entries: z.tuple([z.object({ EventId: z.string() })]) });

/**
 * Puts an event on the default bus.
 *
 * @returns its id
 */
export const putEvent = async (aws: Aws, { source, type, detail }: BusEvent): Promise<string> => {
  const entry = { Source: source, DetailType: type, Detail: JSON.stringify(detail), Resources: [] };
  const answer = await aws.events('PutEvents', { Entries: [entry] });
  return parseAt('PutEvents', taken, answer).Entries[0].EventId;
};

const rules = z.object({
  Rules: z.array(z.object({ Name: z.string(), EventPattern: z.string().optional() })),
});
const targets = z.object({ Targets: z.tuple([z.object({ Id: z.string(), Arn: z.string() })]) });

/** What the deployed rules lead to, by ARN. */
export interface Targets {
  /** The queue of the rules that wait for events. */
  readonly events: string;
  /** The function of the one schedule. */
  readonly schedule: string;
}

/** Takes the schedule over from moto, which brings every event to its function too, and cannot invoke. */
export const takeRules = async (aws: Aws): Promise<Targets> => {
  const { Rules } = parseAt('ListRules', rules, await aws.events('ListRules', {}));
  const targetOf = async (Rule: string) => {
    const answer = await aws.events('ListTargetsByRule', { Rule });
    return { Rule, ...parseAt('ListTargetsByRule', targets, answer).Targets[0] };
  };
  const waiting = Rules.filter(({ EventPattern }) => EventPattern !== undefined);
  const queues = new Set<string>();
  for (const { Name } of waiting) queues.add((await targetOf(Name)).Arn);
  const [events, ...otherQueues] = queues;
  if (events === undefined || otherQueues.length > 0)
    throw new Error(`the rules that wait for events lead to ${queues.size} queues, not 1`);
  const [schedule, ...others] = Rules.filter(({ EventPattern }) => EventPattern === undefined);
  if (schedule === undefined || others.length > 0) throw new Error(`${others.length + 1} rules are schedules, not 1`);
  const { Rule, Id, Arn } = await targetOf(schedule.Name);
  await aws.events('RemoveTargets', { Rule, Ids: [Id] });
  return { events, schedule: Arn };
};
