import type { Situation } from './concern.ts';
import { toldTo } from './ledger.ts';
import { holds, routesForAny, tells } from './route.ts';
import type { Transition } from './transition.ts';
import { type Ranked, ranked, worstFirst } from './worst-first.ts';

/** The issues that a receiver is told are over, worst first. */
export interface Closed {
  readonly resolved: readonly Ranked[];
  readonly unobserved: readonly Ranked[];
  /** The routes that it hears of them by, by index. */
  readonly routes: readonly number[];
}

/** What a receiver is told of issues that closed: only of those it was told of, and of resolved ones only if it asked. */
export const closedFor = (situation: Situation, receiver: string): Closed => {
  const { policy, repository, headsBefore, heads } = situation;
  const own = routesForAny(policy, repository, [...headsBefore, ...heads]).filter((route) =>
    tells(policy, route, receiver),
  );
  const asking = own.filter((route) => policy.routes[route]?.also.includes('resolved'));
  const holding = (routes: readonly number[], { issue }: Ranked): readonly number[] =>
    routes.filter((route) => holds(policy, route, issue));
  const resolved = closed(situation, 'resolved', receiver).filter((issue) => holding(asking, issue).length > 0);
  const unobserved = closed(situation, 'unobserved', receiver);
  const routes = [
    ...resolved.flatMap((issue) => holding(asking, issue)),
    ...unobserved.flatMap((issue) => holding(own, issue)),
  ];
  return { resolved, unobserved, routes };
};

/** Those that the receiver was told of. */
const closed = (
  { transitions, issues, policy }: Situation,
  kind: Transition['kind'],
  receiver: string,
): readonly Ranked[] => {
  const indexes = transitions.filter((transition) => transition.kind === kind).map(({ issue }) => issue);
  const told = ranked(issues, indexes, policy.unratedAs).filter(({ issue }) => toldTo(issue, receiver) !== undefined);
  return worstFirst(told);
};
