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
      result: 'SUCCESS',
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
  /** The queue of the one rule that waits for events. */
  readonly events: string;
  /** The function of the one schedule. */
  readonly schedule: string;
}

/** Takes the schedule over from moto, which brings every event to its function too, and cannot invoke. */
export const takeRules = async (aws: Aws): Promise<Targets> => {
  const { Rules } = parseAt('ListRules', rules, await aws.events('ListRules', {}));
  const only = async (kind: string, names: readonly string[]) => {
    const [Rule, ...others] = names;
    if (Rule === undefined || others.length > 0) throw new Error(`${names.length} rules ${kind}, not 1`);
    const answer = await aws.events('ListTargetsByRule', { Rule });
    return { Rule, ...parseAt('ListTargetsByRule', targets, answer).Targets[0] };
  };
  const namesWhere = (waits: boolean) =>
    Rules.filter(({ EventPattern }) => (EventPattern !== undefined) === waits).map(({ Name }) => Name);
  const events = await only('wait for events', namesWhere(true));
  const schedule = await only('are schedules', namesWhere(false));
  await aws.events('RemoveTargets', { Rule: schedule.Rule, Ids: [schedule.Id] });
  return { events: events.Arn, schedule: schedule.Arn };
};
