import { randomUUID } from 'node:crypto';
import type { Place } from '../template/identity.ts';
import type { Rule } from '../template/wiring.ts';
import { mismatch } from './event-pattern.ts';
import type { Deliver } from './targets.ts';

/** The default bus of EventBridge. */
export interface EventBus {
  /** Takes an event to the targets of the rules that match it. */
  put(event: Readonly<Record<string, unknown>>): Promise<Put | 'lost'>;
  /** Takes an event to the targets of one rule, as its schedule does. */
  fire(rule: Rule, event: object): Promise<Put>;
  /** Whether events are lost from now on on their way to the bus: AWS services do their best, and no more. */
  lose(lost: boolean): void;
}

/** What was made of an event. */
interface Put {
  /** The ids of its messages. */
  readonly messages: readonly string[];
  /** Why nothing came of it, or not all; null where every target has it. */
  readonly trouble: { readonly outcome: 'ignored' | 'dead-letter'; readonly reason: string } | null;
}

export const eventBus = (rules: readonly Rule[], deliver: Deliver): EventBus => {
  const fire = async (rule: Rule, event: object): Promise<Put> => {
    const messages: string[] = [];
    let trouble: Put['trouble'] = null;
    for (const target of rule.properties.Targets) {
      const delivered = await deliver(rule, target, event);
      if (delivered.kind === 'refused') trouble = { outcome: 'dead-letter', reason: delivered.reason };
      else if (delivered.kind === 'sent') messages.push(delivered.messageId);
    }
    return { messages, trouble };
  };
  let losing = false;
  const put = async (event: Readonly<Record<string, unknown>>): Promise<Put | 'lost'> => {
    if (losing) return 'lost';
    const judged = rules.flatMap((rule) => {
      const { EventPattern } = rule.properties;
      return EventPattern === undefined ? [] : [{ rule, why: mismatch(EventPattern, event) }];
    });
    const matching = judged.filter(({ why }) => why === null);
    if (matching.length === 0) return ignored(judged.map(({ why }) => why ?? ''));
    const puts: Put[] = [];
    for (const { rule } of matching) puts.push(await fire(rule, event));
    return {
      messages: puts.flatMap(({ messages }) => messages),
      trouble: puts.map(({ trouble }) => trouble).find((each) => each !== null) ?? null,
    };
  };
  return {
    put,
    fire,
    lose: (lost) => {
      losing = lost;
    },
  };
};

const ignored = (why: readonly string[]): Put => ({
  messages: [],
  trouble: { outcome: 'ignored', reason: `no rule takes it: ${[...new Set(why)].join('; ') || 'there is none'}` },
});

/** What a schedule sends: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
export const scheduledEvent = (rule: Rule, { account, region }: Place, at: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: [rule.arn],
  detail: {},
});
