import type { Alert, ChangesAlert, SummaryAlert } from './alert.ts';
import { allOver } from './all-over.ts';
import { type Concerns, concerns, type Situation, type Unknown } from './concern.ts';
import { type Followed, followedFor, isUnlisted } from './followed.ts';
import type { Instant } from './image.ts';
import { type Issue, toldTo } from './ledger.ts';
import type { Receiver } from './policy.ts';
import { becauseOf } from './route.ts';
import type { Transition } from './transition.ts';
import { type Ranked, worstFirst } from './worst-first.ts';

interface Decided {
  readonly alerts: readonly Alert[];
  /** The same issues, with what their receivers are told now. */
  readonly issues: readonly Issue[];
}

/** What one receiver is told, and the open issues that it knows of by it. */
interface Telling {
  readonly receiver: Receiver;
  readonly alert: Alert | null;
  readonly told: readonly Unknown[];
}

/**
 * Who is told what of the issues.
 *
 * A receiver is told of an issue when a route of its starts to hold, of an escalation above the highest rank it was
 * told and of an exploit while one holds, and of what became of what it was told. What it was told before, what is back
 * within a week, what is below its thresholds, and what somebody accepted, is counted.
 *
 * @param first - whether this is the first complete scan of the lineage: then each receiver gets one summary
 */
export const decide = (situation: Situation, first: boolean, at: Instant): Decided => {
  const tellings = concerns(situation).map((concern) =>
    concern.receiver.channel === 'security-hub' ? findings(situation, concern) : people(situation, concern, first),
  );
  return {
    alerts: tellings.flatMap(({ alert }) => alert ?? []),
    issues: remembering(situation.issues, tellings, at),
  };
};

/** The issues, with what their receivers are told now. */
const remembering = (issues: readonly Issue[], tellings: readonly Telling[], at: Instant): readonly Issue[] => {
  const after = issues.map(({ told }) => told);
  for (const { receiver, told } of tellings) {
    const tell = toldBy(receiver.name, at);
    for (const { index, issue, rank } of told) after[index] = tell(after[index] ?? issue.told, rank);
  }
  return issues.map((issue, index) => {
    const told = after[index] ?? issue.told;
    return told === issue.told ? issue : { ...issue, told };
  });
};

/** Adds a receiver to those who were told. Issues that were told alike share what says so: there may be ten thousand. */
const toldBy = (receiver: string, at: Instant): ((told: Issue['told'], rank: number) => Issue['told']) => {
  const known = new Map<Issue['told'], Issue['told'][]>();
  return (told, rank) => {
    const highest = Math.max(rank, toldTo({ told }, receiver)?.rank ?? rank);
    const byRank = known.get(told) ?? [];
    byRank[highest] ??= { ...told, [receiver]: { at, rank: highest } };
    known.set(told, byRank);
    return byRank[highest];
  };
};

/** Each issue that a route starts to hold for, and each transition of one told before, whatever became of it. */
const findings = ({ policy, issues, transitions }: Situation, { receiver, unknown: told }: Concerns): Telling => {
  const { name } = receiver;
  const followed = transitions.filter(({ issue }) => isTold(issues[issue], name)).map(({ issue }) => issue);
  const indexes = [...new Set([...indexesOf(told), ...followed])];
  if (indexes.length === 0) return { receiver, alert: null, told };
  const because = routesOf(told).flatMap((route) => becauseOf(policy, route));
  return {
    receiver,
    alert: { kind: 'findings', receiver: name, because, mention: [], issues: indexes, handedOver: false },
    told,
  };
};

const isTold = (issue: Issue | undefined, receiver: string): boolean =>
  issue !== undefined && toldTo(issue, receiver) !== undefined;

const people = (situation: Situation, concern: Concerns, first: boolean): Telling => {
  const { receiver, unknown: told, counts } = concern;
  const followed = followedFor(situation, receiver.name);
  const switched = switchTold(situation, concern, followed);
  const isFollowed = followed.resolved.length + followed.unobserved.length + followed.fixable.length > 0;
  if (!isFollowed && switched === null && !told.some(isUntold))
    return { receiver, alert: done(situation, receiver), told: [] };

  const news = told.filter((each) => each.concern === 'news');
  const isSummary = first || switched !== null || (news.length === 0 && !isFollowed);
  const listed = worstFirst(isSummary ? told : news);
  const hearing =
    switched === null ? [...routesOf(listed), ...followed.routes] : [...concern.routes, ...followed.unlisted];
  const { policy } = situation;
  const { below, accepted } = counts;
  const to = {
    receiver: receiver.name,
    because: inOrder(hearing).flatMap((route) => becauseOf(policy, route)),
    mention: [...new Set(routesOf(news).flatMap((route) => policy.routes[route]?.mention ?? []))],
    issues: indexesOf(listed),
    below,
    accepted,
  };
  if (isSummary) return { receiver, alert: { kind: 'summary', first, switched, ...to }, told };
  const { returned, started: alsoYours, toldBefore } = counts;
  return {
    receiver,
    alert: { kind: 'changes', ...to, ...followedIn(followed, listed), returned, alsoYours, toldBefore },
    told,
  };
};

const isUntold = ({ concern }: Unknown): boolean => concern !== 'returned';

/** The switch to another engine, to whom it concerns: once, and again where images that follow bring what is unknown. */
const switchTold = (
  { switched }: Situation,
  { unknown, routes }: Concerns,
  { unlisted }: Followed,
): SummaryAlert['switched'] => {
  if (switched === null) return null;
  const { from, to, begins } = switched;
  return unknown.some(isUntold) || (begins && routes.size + unlisted.length > 0) ? { from, to } : null;
};

/** @param listed - issues that are told anyhow */
const followedIn = (
  { resolved, unobserved, fixable }: Followed,
  listed: readonly Ranked[],
): Pick<ChangesAlert, 'resolved' | 'unobserved' | 'fixable'> => {
  const news = new Set(indexesOf(listed));
  return {
    resolved: indexesOf(resolved),
    unobserved: indexesOf(unobserved),
    fixable: indexesOf(fixable).filter((index) => !news.has(index)),
  };
};

/** To a thread: that the last open issue it was told of is so no more since just now. */
const done = ({ issues, transitions }: Situation, receiver: Receiver): Alert | null => {
  const { name } = receiver;
  if (!('bot' in receiver)) return null;
  const isOver = transitions.some((each) => isEnd(each) && isTold(issues[each.issue], name));
  return isOver && allOver(issues, name) ? { kind: 'done', receiver: name, because: [], mention: [] } : null;
};

const isEnd = (transition: Transition): boolean =>
  transition.kind === 'resolved' || (transition.kind === 'unobserved' && !isUnlisted(transition));

/** The routes that hold for one of them, in the order of the file. */
const routesOf = (told: readonly Unknown[]): readonly number[] => {
  const holding = new Set<number>();
  for (const { routes } of told) for (const route of routes) holding.add(route);
  return inOrder([...holding]);
};

const inOrder = (routes: readonly number[]): readonly number[] => [...new Set(routes)].sort((a, b) => a - b);

const indexesOf = (issues: readonly Ranked[]): readonly number[] => issues.map(({ index }) => index);
