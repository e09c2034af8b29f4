import { counted } from './accepted.ts';
import { countBySeverity } from './count.ts';
import type { EngineSwitch } from './engine-switch.ts';
import { type Issue, toldTo } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy, Receiver } from './policy.ts';
import { holds, routesForAny, tells } from './route.ts';
import type { Counts } from './scan.ts';
import { rank } from './severity.ts';
import type { Transition } from './transition.ts';
import type { Ranked } from './worst-first.ts';

/** A lineage after its comparison with scans. */
export interface Situation {
  readonly policy: Policy;
  readonly repository: string;
  readonly issues: readonly Issue[];
  readonly transitions: readonly Transition[];
  readonly headsBefore: readonly Head[];
  readonly heads: readonly Head[];
  /** Null where the same engine scans as before. */
  readonly switched: Pick<EngineSwitch, 'from' | 'to' | 'begins'> | null;
}

/**
 * What an open issue is to a receiver: `news`, it opened, escalated or became known as exploited and a route holds; `started`, a route started to
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

/** What the issues of live images are to a receiver. */
export interface Concerns {
  readonly receiver: Receiver;
  readonly unknown: readonly Unknown[];
  /** Of the open ones, and of those that somebody accepted and a route would hold for. */
  readonly counts: Readonly<Record<Concern | 'accepted', Counts>>;
  /** The routes of the receiver that hold for an open issue, by index. */
  readonly routes: ReadonlySet<number>;
}

/** What the issues of live images are to each receiver; the receivers in the order of the policy. */
export const concerns = (situation: Situation): readonly Concerns[] => {
  const { policy, repository, heads, transitions } = situation;
  // A manifest may be a part of two images, each with tags of its own.
  const routesOf = [...Map.groupBy(heads, ({ digest }) => digest)].map(
    ([digest, same]) => [digest, routesForAny(policy, repository, same)] as const,
  );
  const issuesOf = (is: (transition: Transition) => boolean) =>
    new Set(transitions.filter(is).map(({ issue }) => issue));
  const changed = { worse: issuesOf(isWorsening), exploited: issuesOf(({ kind }) => kind === 'exploited') };
  return policy.receivers.map((receiver) => {
    const isOwn = (route: number): boolean => tells(policy, route, receiver.name);
    const ownOf = new Map(routesOf.map(([digest, routes]) => [digest, routes.filter(isOwn)]));
    return concernsOf(situation, receiver, ownOf, changed);
  });
};

const isWorsening = ({ kind }: Transition): boolean => kind === 'opened' || kind === 'escalated';

/** Issues, by index. */
interface Changed {
  /** Opened or escalated. */
  readonly worse: ReadonlySet<number>;
  readonly exploited: ReadonlySet<number>;
}

type RoutesOf = ReadonlyMap<string, readonly number[]>;

/** What is known is only counted: mostly that is nearly all. */
const concernsOf = (
  { policy, issues }: Situation,
  receiver: Receiver,
  routesOf: RoutesOf,
  changed: Changed,
): Concerns => {
  const unknown: Unknown[] = [];
  const all = new Set<number>();
  const counts = { news: {}, started: {}, returned: {}, toldBefore: {}, below: {} };
  for (const [index, issue] of issues.entries()) {
    const choosing = issue.state === 'open' ? routesChoosing(issue, routesOf) : NONE;
    if (choosing.length === 0) continue;
    const routes = holding(policy, choosing, issue);
    addAll(all, routes);
    const its = { index, issue, rank: rank(issue.severity, policy.unratedAs), routes };
    const concern = concernOf(its, changed, receiver.name);
    count(counts[concern], issue);
    if (isUnknown(concern)) unknown.push({ ...its, concern });
  }
  const accepted = countBySeverity(issues.filter((issue) => isAcceptedFor(policy, issue, routesOf)));
  return { receiver, unknown, counts: { ...counts, accepted }, routes: all };
};

/** Whether somebody accepted the issue, and a route would hold. */
const isAcceptedFor = (policy: Policy, issue: Issue, routesOf: RoutesOf): boolean =>
  issue.state === 'accepted' && holding(policy, routesChoosing(issue, routesOf), issue).length > 0;

const addAll = (all: Set<number>, some: readonly number[]): void => {
  for (const each of some) all.add(each);
};

const isUnknown = (concern: Concern): concern is Unknown['concern'] => concern !== 'below' && concern !== 'toldBefore';

const count = (counts: Record<string, number>, { severity }: Issue): void => {
  counts[severity] = (counts[severity] ?? 0) + 1;
};

const NONE: readonly number[] = [];

/** The routes whose *whose* chooses a live image that has the issue, and it counts there; what is over is in none. */
const routesChoosing = ({ occurrences }: Issue, routesOf: RoutesOf): readonly number[] => {
  const all = counted(occurrences);
  const digest = all[0]?.digest ?? '';
  if (all.every((each) => each.digest === digest)) return routesOf.get(digest) ?? NONE;
  return [...new Set(all.flatMap((each) => routesOf.get(each.digest) ?? NONE))];
};

const holding = (policy: Policy, choosing: readonly number[], issue: Issue): readonly number[] => {
  const isHolding = (route: number): boolean => holds(policy, route, issue);
  return choosing.every(isHolding) ? choosing : choosing.filter(isHolding);
};

const concernOf = (its: Ranked & Pick<Unknown, 'routes'>, changed: Changed, receiver: string): Concern => {
  const { issue, rank, routes } = its;
  if (routes.length === 0) return 'below';
  const before = toldTo(issue, receiver);
  if (before !== undefined) return isNews(its, changed, before.rank) ? 'news' : 'toldBefore';
  const earlier = toldTo({ told: issue.toldEarlier }, receiver);
  if (isNews(its, changed, earlier?.rank ?? -1)) return 'news';
  return earlier !== undefined && rank <= earlier.rank ? 'returned' : 'started';
};

const isNews = ({ index, rank }: Ranked, { worse, exploited }: Changed, told: number): boolean =>
  exploited.has(index) || (worse.has(index) && rank > told);
