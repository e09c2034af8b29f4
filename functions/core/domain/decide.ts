import type { Alert, FindingsAlert } from './alert.ts';
import { type Compared, type Concern, type Concerned, concerns } from './concern.ts';
import { countBySeverity } from './count.ts';
import type { Instant } from './image.ts';
import type { Issue } from './ledger.ts';
import type { Policy } from './policy.ts';
import { becauseOf } from './route.ts';

interface Decided {
  readonly alerts: readonly Alert[];
  /** The same issues, with what their receivers are told now. */
  readonly issues: readonly Issue[];
}

/**
 * Who is told what of the open issues.
 *
 * A receiver is told of an issue when a route of its starts to hold, and of an escalation above the highest rank it was
 * told while one holds. What it was told before, and what is below its thresholds, is counted.
 *
 * @param first - whether this is the first complete scan of the lineage: then each receiver gets one summary
 */
export const decide = (compared: Compared, first: boolean, at: Instant): Decided => {
  const { policy } = compared;
  const concerning = concerns(compared);
  const alerts = concerning.flatMap(({ receiver, concerned }) =>
    receiver.channel === 'security-hub'
      ? findingsOf(compared, receiver.name, concerned)
      : alertOf(policy, receiver.name, concerned, first),
  );
  return { alerts, issues: remembering(compared.issues, concerning, at) };
};

/** The issues, with what their receivers are told now. */
const remembering = (
  issues: readonly Issue[],
  concerning: ReturnType<typeof concerns>,
  at: Instant,
): readonly Issue[] => {
  const toldOf = new Map<number, Issue['told']>();
  for (const { receiver, concerned } of concerning)
    for (const { index, issue, rank } of being(concerned, 'news', 'started'))
      toldOf.set(index, { ...(toldOf.get(index) ?? issue.told), [receiver.name]: { at, rank } });
  return issues.map((issue, index) => {
    const told = toldOf.get(index);
    return told === undefined ? issue : { ...issue, told };
  });
};

/** Each issue that a route starts to hold for, and each transition of one told before, whatever became of it. */
const findingsOf = (
  { policy, issues, transitions }: Compared,
  receiver: string,
  concerned: readonly Concerned[],
): readonly FindingsAlert[] => {
  const told = being(concerned, 'news', 'started');
  const followed = transitions.map(({ issue }) => issue).filter((index) => issues[index]?.told[receiver] !== undefined);
  const indexes = [...new Set([...indexesOf(told), ...followed])];
  const because = routesOf(told).flatMap((route) => becauseOf(policy, route));
  return indexes.length === 0 ? [] : [{ kind: 'findings', receiver, because, mention: [], issues: indexes }];
};

const alertOf = (
  policy: Policy,
  receiver: string,
  concerned: readonly Concerned[],
  first: boolean,
): readonly Alert[] => {
  const news = being(concerned, 'news');
  const started = being(concerned, 'started');
  if (news.length === 0 && started.length === 0) return [];
  const isSummary = first || news.length === 0;
  const listed = isSummary ? being(concerned, 'news', 'started') : news;
  const to = {
    receiver,
    because: routesOf(listed).flatMap((route) => becauseOf(policy, route)),
    mention: [...new Set(routesOf(news).flatMap((route) => policy.routes[route]?.mention ?? []))],
    issues: indexesOf(listed),
    below: count(being(concerned, 'below')),
  };
  if (isSummary) return [{ kind: 'summary', first, ...to }];
  return [{ kind: 'changes', ...to, alsoYours: count(started), toldBefore: count(being(concerned, 'toldBefore')) }];
};

const being = (concerned: readonly Concerned[], ...which: readonly Concern[]): readonly Concerned[] =>
  concerned.filter(({ concern }) => which.includes(concern));

/** The routes that hold for one of them, in the order of the file. */
const routesOf = (concerned: readonly Concerned[]): readonly number[] => {
  const holding = new Set<number>();
  for (const { routes } of concerned) for (const route of routes) holding.add(route);
  return [...holding].sort((a, b) => a - b);
};

const count = (concerned: readonly Concerned[]) => countBySeverity(concerned.map(({ issue }) => issue));

const indexesOf = (concerned: readonly Concerned[]): readonly number[] => concerned.map(({ index }) => index);
