import { counted } from './accepted.ts';
import type { Situation } from './concern.ts';
import { type Issue, toldTo } from './ledger.ts';
import type { AlsoTold } from './policy.ts';
import { holds, routesForAny, tells } from './route.ts';
import type { Transition } from './transition.ts';
import { type Ranked, ranked, worstFirst } from './worst-first.ts';

/** What became of issues that a receiver was told of, as far as it hears of that; worst first. */
export interface Followed {
  readonly resolved: readonly Ranked[];
  readonly unobserved: readonly Ranked[];
  readonly fixable: readonly Ranked[];
  /** The routes that it hears of them by, by index. */
  readonly routes: readonly number[];
  /** The routes that held for issues which the engine that scans now does not list: of each by itself nobody hears. */
  readonly unlisted: readonly number[];
}

/** Of what was resolved, or can be fixed now, a receiver hears only if it asked. */
export const followedFor = (situation: Situation, receiver: string): Followed => {
  const routesOf = holdingFor(situation, receiver);
  const of = (kind: Kind): readonly Ranked[] => told(situation, kind, receiver);
  const asked = (kind: AlsoTold): readonly Ranked[] => of(kind).filter(({ issue }) => routesOf(issue, kind).length > 0);
  const [resolved, fixable, unobserved] = [asked('resolved'), asked('fixable'), of('unobserved')];
  return {
    resolved,
    unobserved,
    fixable,
    routes: [
      ...resolved.flatMap(({ issue }) => routesOf(issue, 'resolved')),
      ...fixable.flatMap(({ issue }) => routesOf(issue, 'fixable')),
      ...unobserved.flatMap(({ issue }) => routesOf(issue)),
    ],
    unlisted: of('unlisted').flatMap(({ issue }) => routesOf(issue)),
  };
};

/** The routes of the receiver that hold for an issue, and ask for what is told besides, by index. */
const holdingFor = ({ policy, repository, headsBefore, heads }: Situation, receiver: string) => {
  const all = routesForAny(policy, repository, [...headsBefore, ...heads]);
  // What is over is in no image.
  const choosing = ({ state, occurrences }: Issue): readonly number[] => {
    if (state !== 'open') return all;
    const digests = new Set(counted(occurrences).map(({ digest }) => digest));
    return routesForAny(
      policy,
      repository,
      heads.filter(({ digest }) => digests.has(digest)),
    );
  };
  return (issue: Issue, also?: AlsoTold): readonly number[] =>
    choosing(issue).filter(
      (route) =>
        tells(policy, route, receiver) &&
        holds(policy, route, issue) &&
        (also === undefined || policy.routes[route]?.also.includes(also)),
    );
};

type Kind = AlsoTold | 'unobserved' | 'unlisted';

/** Those that the receiver was told of. */
const told = ({ transitions, issues, policy }: Situation, kind: Kind, receiver: string): readonly Ranked[] => {
  const indexes = transitions.filter((transition) => kindOf(transition) === kind).map(({ issue }) => issue);
  const all = ranked(issues, indexes, policy.unratedAs).filter(({ issue }) => toldTo(issue, receiver) !== undefined);
  return worstFirst(all);
};

const kindOf = (transition: Transition): Transition['kind'] | 'unlisted' =>
  isUnlisted(transition) ? 'unlisted' : transition.kind;

/** Whether the engine that scans now does not list it: it is no more over than it was. */
export const isUnlisted = (transition: Transition): boolean =>
  transition.kind === 'unobserved' && transition.cause === 'engine-switched';
