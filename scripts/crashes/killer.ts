import type { PlanCrash } from '../../replay/services/gateway.ts';
import { storyAt } from './story.ts';

/** The n-th call of its kind that a function made in a story. */
export interface Call {
  /** Such as `deliver-slack`. */
  readonly function: string;
  /** Such as `sns:Publish`. */
  readonly action: string;
  /** From 1. */
  readonly nth: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The process of the function is killed there. */
export interface Kill extends Omit<Call, 'at'> {
  readonly when: 'before' | 'after';
}

interface Killer {
  readonly crash: PlanCrash;
  /** What was called in a story. */
  calls(story: number): readonly Call[];
  /** The kills that did not come about. */
  missed(): readonly Kill[];
}

/** Kills as planned, story by story, and remembers what was called. */
export const killer = (kills: readonly (readonly Kill[])[]): Killer => {
  const calls = kills.map((): Call[] => []);
  const done = new Set<Kill>();
  return {
    crash: ({ function: name, service, action }, when) => {
      // All of a replay is on its clock.
      const at = Date.now();
      const story = storyAt(at);
      const call = { function: shortName(name), action: `${service}:${action}` };
      const before = calls[story]?.filter((each) => isOf(each, call)).length ?? 0;
      const nth = when === 'before' ? before + 1 : before;
      if (when === 'before') calls[story]?.push({ ...call, nth, at });
      const kill = kills[story]?.find((each) => isOf(each, call) && each.nth === nth && each.when === when);
      if (kill !== undefined) done.add(kill);
      return kill !== undefined;
    },
    calls: (story) => calls[story] ?? [],
    missed: () => kills.flat().filter((kill) => !done.has(kill)),
  };
};

const isOf = (a: Pick<Call, 'function' | 'action'>, b: Pick<Call, 'function' | 'action'>): boolean =>
  a.function === b.function && a.action === b.action;

/** `Alerts-DeliverSlackFunction213C1996` is `deliver-slack`. */
const shortName = (name: string): string => {
  const [, id = name] = /-(\w+)Function\w*$/.exec(name) ?? [];
  return id.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
};
