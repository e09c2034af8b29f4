import * as z from 'zod';
import { parseAt } from '../../replay/parse-at.ts';
import type { Aws } from './aws.ts';

/** What the deployed rules lead to, by ARN. */
export interface Targets {
  /** The queue of the rules that wait for what becomes of images. */
  readonly events: string;
  /** The queue of the rule that waits for single findings. */
  readonly findings: string;
  /** The function that runs every few minutes. */
  readonly resend: string;
  /** The function that runs at hours of the day. */
  readonly reconcile: string;
}

const rulesShape = z.object({
  Rules: z.array(
    z.object({ Name: z.string(), EventPattern: z.string().optional(), ScheduleExpression: z.string().optional() }),
  ),
});
const targetsShape = z.object({ Targets: z.tuple([z.object({ Id: z.string(), Arn: z.string() })]) });

type Rule = z.infer<typeof rulesShape>['Rules'][number] & z.infer<typeof targetsShape>['Targets'][0];

/** Takes the schedules over from moto, which brings every event to their functions too, and cannot invoke. */
export const takeRules = async (aws: Aws): Promise<Targets> => {
  const rules = await rulesOf(aws);
  const schedules = rules.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
  const forFindings = rules.filter(({ EventPattern }) => EventPattern?.includes('"Inspector2 Finding"'));
  const forEvents = rules.filter((rule) => !schedules.includes(rule) && !forFindings.includes(rule));
  const scheduled = (kind: string) =>
    oneTarget(
      `schedules by ${kind}`,
      schedules.filter((rule) => rule.ScheduleExpression?.startsWith(`${kind}(`)),
    );
  const targets = {
    events: oneTarget('rules that wait for events', forEvents),
    findings: oneTarget('rules that wait for findings', forFindings),
    resend: scheduled('rate'),
    reconcile: scheduled('cron'),
  };
  for (const { Name, Id } of schedules) await aws.events('RemoveTargets', { Rule: Name, Ids: [Id] });
  for (const rule of forFindings) await widen(aws, rule);
  return targets;
};

const rulesOf = async (aws: Aws): Promise<readonly Rule[]> => {
  const { Rules } = parseAt('ListRules', rulesShape, await aws.events('ListRules', {}));
  const found: Rule[] = [];
  for (const rule of Rules) {
    const answer = await aws.events('ListTargetsByRule', { Rule: rule.Name });
    found.push({ ...rule, ...parseAt('ListTargetsByRule', targetsShape, answer).Targets[0] });
  }
  return found;
};

const oneTarget = (what: string, rules: readonly Rule[]): string => {
  const [target, ...others] = new Set(rules.map(({ Arn }) => Arn));
  if (target !== undefined && others.length === 0) return target;
  throw new Error(`the ${what} lead to ${rules.length === 0 ? 'nothing' : `${1 + others.length} targets`}, not to 1`);
};

const ofFindings = z.looseObject({
  detail: z.looseObject({ resources: z.object({ type: z.tuple([z.literal('AWS_ECR_CONTAINER_IMAGE')]) }) }),
});

/** Takes out of the pattern what it says of `resources`, an array of objects: moto looks into none. */
const widen = async (aws: Aws, { Name, EventPattern = '' }: Rule): Promise<void> => {
  const { detail, ...pattern } = parseAt(Name, ofFindings, JSON.parse(EventPattern));
  const { resources: _, ...others } = detail;
  await aws.events('PutRule', { Name, EventPattern: JSON.stringify({ ...pattern, detail: others }), State: 'ENABLED' });
};
