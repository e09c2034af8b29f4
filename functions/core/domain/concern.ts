import type { Issue } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy, Receiver } from './policy.ts';
import { routesFor } from './route.ts';
import { atLeast } from './severity.ts';
import type { Transition } from './transition.ts';
import { type Ranked, worstFirst } from './worst-first.ts';

/** A lineage after its comparison with a scan. */
export interface Compared {
  readonly policy: Policy;
  readonly repository: string;
  readonly issues: readonly Issue[];
  readonly transitions: readonly Transition[];
  readonly heads: readonly Head[];
}

/**
 * What an open issue is to a receiver: `news`, it opened or escalated and a route holds; `started`, a route started to
 * hold without that; `toldBefore`; `below`, its routes choose the image and none holds.
 */
export type Concern = 'news' | 'started' | 'toldBefore' | 'below';

/** An open issue that concerns a receiver. */
export interface Concerned extends Ranked {
  readonly concern: Concern;
  /** The receiver's routes that hold, by index. */
  readonly routes: readonly number[];
}

/** The open issues that concern each receiver, worst first; the receivers in the order of the policy. */
export const concerns = (
  compared: Compared,
): readonly { readonly receiver: Receiver; readonly concerned: readonly Concerned[] }[] => {
  const { policy, repository, issues, heads, transitions } = compared;
  const routesOf = heads.map(({ digest, tags }) => [digest, routesFor(policy, { repository, tags })] as const);
  const worse = new Set(transitions.filter(isWorse).map(({ issue }) => issue));
  const open = worstFirst(issues, policy.unratedAs);
  return policy.receivers.map((receiver) => {
    const isOwn = (route: number): boolean => policy.routes[route]?.to === receiver.name;
    const ownOf = new Map(routesOf.map(([digest, routes]) => [digest, routes.filter(isOwn)]));
    const concerned = open.flatMap((ranked): readonly Concerned[] => {
      const own = routesChoosing(ranked.issue, ownOf);
      if (own.length === 0) return [];
      const { index, issue, rank } = ranked;
      const routes = own.filter((route) => holds(policy, route, issue));
      const concern = routes.length === 0 ? 'below' : concernOf(ranked, worse.has(index), receiver.name);
      return [{ index, issue, rank, concern, routes }];
    });
    return { receiver, concerned };
  });
};

const isWorse = ({ kind }: Transition): boolean => kind === 'opened' || kind === 'escalated';

/** The routes whose *whose* chooses a live image that has the issue. */
const routesChoosing = (
  { occurrences }: Issue,
  routesOf: ReadonlyMap<string, readonly number[]>,
): readonly number[] => {
  const chosen: number[] = [];
  for (const { digest } of occurrences)
    for (const route of routesOf.get(digest) ?? []) if (!chosen.includes(route)) chosen.push(route);
  return chosen;
};

const holds = (policy: Policy, route: number, { severity }: Issue): boolean => {
  const threshold = policy.routes[route]?.severity ?? null;
  return threshold === null || atLeast(severity, threshold, policy.unratedAs);
};

const concernOf = ({ issue, rank }: Ranked, worse: boolean, receiver: string): Concern => {
  const before = issue.told[receiver];
  if (before === undefined) return worse ? 'news' : 'started';
  return worse && rank > before.rank ? 'news' : 'toldBefore';
};
