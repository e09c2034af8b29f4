import type { FindingsAlert, ReminderAlert } from './alert.ts';
import { compareText } from './compare-text.ts';
import { type Evaluated, recordOf, type Setting } from './evaluation.ts';
import type { Instant } from './image.ts';
import { imageOfHead } from './image-of-head.ts';
import type { Head } from './lineage.ts';
import type { Policy } from './policy.ts';
import { rebased, recorded } from './rebase.ts';
import { becauseOf, holds, routesForAny, tells } from './route.ts';
import { stillOpen } from './still-open.ts';
import type { Ranked } from './worst-first.ts';

/** A receiver that asked to be reminded, and when it last heard of the lineage. */
export interface Heard {
  readonly receiver: string;
  readonly toldAt: Instant;
}

/** Reminds a receiver of what it was told of and is still open; nothing changes by it. */
export const remind = (setting: Setting, heard: Heard): Evaluated => {
  const { policy, repository, before } = setting;
  const { receiver } = heard;
  const [head] = before.heads.toSorted((a, b) => compareText(b.pushedAt, a.pushedAt));
  const ledger = rebased(before.ledger, before.heads);
  const open = stillOpen(ledger.issues, receiver, policy.unratedAs);
  const alert = isHub(policy, receiver) ? refreshOf(setting, heard, open) : reminderOf(setting, heard, open);
  if (head === undefined || alert.issues.length === 0)
    return { kind: 'unchanged', reason: `nothing is open that ${receiver} asked to be reminded of` };

  const outcome = { scans: [], transitions: [], alerts: [alert], heads: recorded(before.heads), ledger };
  const record = recordOf(setting, imageOfHead(repository, head, before.heads), outcome);
  // What another policy makes hold is not told by this.
  return { kind: 'changed', news: true, record: { ...record, policyHash: before.policyHash ?? policy.hash } };
};

const isHub = ({ receivers }: Policy, receiver: string): boolean =>
  receivers.some(({ name, channel }) => name === receiver && channel === 'security-hub');

/** Security Hub forgets what it does not hear of again: of all that it was told, whichever routes hold now. */
const refreshOf = (setting: Setting, { receiver }: Heard, open: readonly Ranked[]): FindingsAlert => {
  const { policy, repository, before } = setting;
  const routes = own(policy, repository, before.heads, receiver);
  return {
    kind: 'findings',
    receiver,
    because: becauseOfAny(policy, routes, open),
    mention: [],
    issues: indexesOf(open),
    handedOver: false,
  };
};

const reminderOf = (setting: Setting, { receiver, toldAt }: Heard, open: readonly Ranked[]): ReminderAlert => {
  const { policy, repository, before } = setting;
  const routes = remindingRoutes(policy, repository, before.heads, receiver);
  const issues = open.filter(({ issue }) => routes.some((route) => holds(policy, route, issue)));
  const because = becauseOfAny(policy, routes, issues);
  return { kind: 'reminder', receiver, because, mention: [], issues: indexesOf(issues), toldAt };
};

/** The routes that hold for one of the issues. */
const becauseOfAny = (policy: Policy, routes: readonly number[], issues: readonly Ranked[]) =>
  routes
    .filter((route) => issues.some(({ issue }) => holds(policy, route, issue)))
    .flatMap((route) => becauseOf(policy, route));

/** The routes of a receiver that choose a live image and ask for reminders, by index. */
export const remindingRoutes = (
  policy: Policy,
  repository: string,
  heads: readonly Head[],
  receiver: string,
): readonly number[] =>
  own(policy, repository, heads, receiver).filter((index) => policy.routes[index]?.remindDays !== null);

const own = (policy: Policy, repository: string, heads: readonly Head[], receiver: string): readonly number[] =>
  routesForAny(policy, repository, heads).filter((index) => tells(policy, index, receiver));

const indexesOf = (issues: readonly Ranked[]): readonly number[] => issues.map(({ index }) => index);
