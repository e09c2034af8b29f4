import { compareText } from './compare-text.ts';
import { type Evaluated, recordOf, type Setting } from './evaluation.ts';
import type { Instant } from './image.ts';
import { imageOfHead } from './image-of-head.ts';
import { toldTo } from './ledger.ts';
import type { Head } from './lineage.ts';
import type { Policy } from './policy.ts';
import { rebased, recorded } from './rebase.ts';
import { becauseOf, holds, routesForAny, tells } from './route.ts';
import { type Ranked, ranked, worstFirst } from './worst-first.ts';

/** A receiver that asked to be reminded, and when it last heard of the lineage. */
export interface Heard {
  readonly receiver: string;
  readonly toldAt: Instant;
}

/** Reminds a receiver of what it was told of and is still open; nothing changes by it. */
export const remind = (setting: Setting, { receiver, toldAt }: Heard): Evaluated => {
  const { policy, repository, before } = setting;
  const [head] = before.heads.toSorted((a, b) => compareText(b.pushedAt, a.pushedAt));
  const ledger = rebased(before.ledger, before.heads);
  const routes = remindingRoutes(policy, repository, before.heads, receiver);
  const open = worstFirst(
    ranked(ledger.issues, ledger.issues.keys(), policy.unratedAs).filter(
      ({ issue }) => issue.state === 'open' && toldTo(issue, receiver) !== undefined,
    ),
  );
  const issues = open.filter(({ issue }) => routes.some((route) => holds(policy, route, issue)));
  if (head === undefined || issues.length === 0)
    return { kind: 'unchanged', reason: `nothing is open that ${receiver} asked to be reminded of` };

  const because = routes
    .filter((route) => issues.some(({ issue }) => holds(policy, route, issue)))
    .flatMap((route) => becauseOf(policy, route));
  const alert = { kind: 'reminder' as const, receiver, because, mention: [], issues: indexesOf(issues), toldAt };
  const outcome = { scans: [], transitions: [], alerts: [alert], heads: recorded(before.heads), ledger };
  return {
    kind: 'changed',
    news: true,
    record: recordOf(setting, imageOfHead(repository, head, before.heads), outcome),
  };
};

/** The routes of a receiver that choose a live image and ask for reminders, by index. */
export const remindingRoutes = (
  policy: Policy,
  repository: string,
  heads: readonly Head[],
  receiver: string,
): readonly number[] =>
  routesForAny(policy, repository, heads).filter(
    (index) => tells(policy, index, receiver) && policy.routes[index]?.remindDays !== null,
  );

const indexesOf = (issues: readonly Ranked[]): readonly number[] => issues.map(({ index }) => index);
