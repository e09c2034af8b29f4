import { type Issue, toldTo } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy, Receiver } from './policy.ts';
import { holds, routesForAny, tells } from './route.ts';
import type { Counts } from './scan.ts';
import { rank } from './severity.ts';
import type { Transition } from './transition.ts';
import { type Ranked, worstFirst } from './worst-first.ts';

/** A lineage after its comparison with scans. */
export interface Situation {
  readonly policy: Policy;
  readonly repository: string;
  readonly issues: readonly Issue[];
  readonly transitions: readonly Transition[];
  readonly headsBefore: readonly Head[];
  readonly heads: readonly Head[];
}

/**
 * What an open issue is to a receiver: `news`, it opened or escalated and a route holds; `started`, a route started to
 * hold without that; `returned`, it was told, resolved, and is back within a week, no worse; `toldBefore`; `below`, its
 * routes choose the image and none holds.
 */
type Concern = 'news' | 'started' | 'returned' | 'toldBefore' | 'below';

/** An open issue that a receiver does not know of yet. */
export interface Unknown extends Ranked {
  readonly concern: 'news' | 'started' | 'returned';
  /** The receiver's routes that hold, by index. */
  readonly routes: readonly number[];
}

/** What the open issues are to a receiver. */
export interface Concerns {
  readonly receiver: Receiver;
  /** Worst first. */
  readonly unknown: readonly Unknown[];
  readonly counts: Readonly<Record<Concern, Counts>>;
}

/** What the open issues are to each receiver; the receivers in the order of the policy. */
export const concerns = (situation: Situation): readonly Concerns[] => {
  const { policy, repository, heads, transitions } = situation;
  // A manifest may be a part of two images, each with tags of its own.
  const routesOf = [...Map.groupBy(heads, ({ digest }) => digest)].map(
    ([digest, same]) => [digest, routesForAny(policy, repository, same)] as const,
  );
  const worse = new Set(transitions.filter(isWorse).map(({ issue }) => issue));
  return policy.receivers.map((receiver) => {
    const isOwn = (route: number): boolean => tells(policy, route, receiver.name);
    const ownOf = new Map(routesOf.map(([digest, routes]) => [digest, routes.filter(isOwn)]));
    return concernsOf(situation, receiver, ownOf, worse);
  });
};

const isWorse = ({ kind }: Transition): boolean => kind === 'opened' || kind === 'escalated';

type RoutesOf = ReadonlyMap<string, readonly number[]>;

/** What is known is only counted: mostly that is nearly all. */
const concernsOf = (
  { policy, issues }: Situation,
  receiver: Receiver,
  routesOf: RoutesOf,
  worse: ReadonlySet<number>,
): Concerns => {
  const unknown: Unknown[] = [];
  const counts = { news: {}, started: {}, returned: {}, toldBefore: {}, below: {} };
  for (const [index, issue] of issues.entries()) {
    const choosing = routesChoosing(issue, routesOf);
    if (choosing.length === 0) continue;
    const routes = holding(policy, choosing, issue);
    const its = { index, issue, rank: rank(issue.severity, policy.unratedAs), routes };
    const concern = concernOf(its, worse.has(index), receiver.name);
    count(counts[concern], issue);
    if (isUnknown(concern)) unknown.push({ ...its, concern });
  }
  return { receiver, unknown: worstFirst(unknown), counts };
};

const isUnknown = (concern: Concern): concern is Unknown['concern'] => concern !== 'below' && concern !== 'toldBefore';

const count = (counts: Record<string, number>, { severity }: Issue): void => {
  counts[severity] = (counts[severity] ?? 0) + 1;
};

const NONE: readonly number[] = [];

/** The routes whose *whose* chooses a live image that has the issue; what is not open is in none. */
const routesChoosing = ({ occurrences: [first, ...others] }: Issue, routesOf: RoutesOf): readonly number[] => {
  if (first === undefined) return NONE;
  const routes = routesOf.get(first.digest) ?? NONE;
  if (others.every(({ digest }) => digest === first.digest)) return routes;
  return [...new Set([...routes, ...others.flatMap(({ digest }) => routesOf.get(digest) ?? NONE)])];
};

const holding = (policy: Policy, choosing: readonly number[], issue: Issue): readonly number[] => {
  const isHolding = (route: number): boolean => holds(policy, route, issue);
  return choosing.every(isHolding) ? choosing : choosing.filter(isHolding);
};

const concernOf = (
  { issue, rank, routes }: Ranked & Pick<Unknown, 'routes'>,
  worse: boolean,
  receiver: string,
): Concern => {
  if (routes.length === 0) return 'below';
  const before = toldTo(issue, receiver);
  if (before !== undefined) return worse && rank > before.rank ? 'news' : 'toldBefore';
  const earlier = toldTo({ told: issue.toldEarlier }, receiver);
  if (earlier !== undefined && rank <= earlier.rank) return 'returned';
  return worse ? 'news' : 'started';
};
