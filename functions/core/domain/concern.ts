import type { Issue } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy } from './policy.ts';
import { routesFor } from './route.ts';
import { atLeast, rank } from './severity.ts';
import type { Transition } from './transition.ts';

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

/** An open issue, by its index, that concerns a receiver. */
export interface Concerned {
  readonly index: number;
  readonly issue: Issue;
  readonly concern: Concern;
  /** The receiver's routes that hold, by index. */
  readonly routes: readonly number[];
}

/** The open issues that concern each receiver, in the order of the policy. */
export const concerns = (
  compared: Compared,
): readonly { readonly receiver: string; readonly concerned: readonly Concerned[] }[] => {
  const { policy, repository, issues, heads, transitions } = compared;
  const routesOf = new Map(heads.map(({ digest, tags }) => [digest, routesFor(policy, { repository, tags })]));
  const worse = new Set(transitions.filter(isWorse).map(({ issue }) => issue));
  const chosen = issues.map((issue) => routesChoosing(issue, routesOf));
  return policy.receivers.map(({ name: receiver }) => ({
    receiver,
    concerned: issues.flatMap((issue, index): readonly Concerned[] => {
      const own = (chosen[index] ?? []).filter((route) => policy.routes[route]?.to === receiver);
      if (own.length === 0) return [];
      const routes = own.filter((route) => holds(policy, route, issue));
      const concern = routes.length === 0 ? 'below' : concernOf(policy, issue, worse.has(index), receiver);
      return [{ index, issue, concern, routes }];
    }),
  }));
};

const isWorse = ({ kind }: Transition): boolean => kind === 'opened' || kind === 'escalated';

/** The routes whose *whose* chooses a live image that has the open issue. */
const routesChoosing = (
  { state, occurrences }: Issue,
  routesOf: ReadonlyMap<string, readonly number[]>,
): readonly number[] =>
  state === 'open' ? [...new Set(occurrences.flatMap(({ digest }) => routesOf.get(digest) ?? []))] : [];

const holds = (policy: Policy, route: number, { severity }: Issue): boolean => {
  const threshold = policy.routes[route]?.severity ?? null;
  return threshold === null || atLeast(severity, threshold, policy.unratedAs);
};

const concernOf = (policy: Policy, { told, severity }: Issue, worse: boolean, receiver: string): Concern => {
  const before = told[receiver];
  if (before === undefined) return worse ? 'news' : 'started';
  return worse && rank(severity, policy.unratedAs) > before.rank ? 'news' : 'toldBefore';
};
