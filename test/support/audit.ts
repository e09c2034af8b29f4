import { expect } from 'vitest';
import type { Alert } from '../../functions/core/domain/alert.ts';
import { type Issue, issueKey, type Ledger } from '../../functions/core/domain/ledger.ts';
import type { Head } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import { rebased } from '../../functions/core/domain/rebase.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { isBadEnough, routesFor } from '../../functions/core/domain/route.ts';
import type { Counts } from '../../functions/core/domain/scan.ts';
import { rank } from '../../functions/core/domain/severity.ts';
import type { Transition } from '../../functions/core/domain/transition.ts';

/** Reads every record of a lineage in order, and holds Tallyman to what it promises its receivers. */
export interface Audit {
  read(record: EvaluationRecord): void;
  /** The lineage as it is kept now: what is open has been told, or counted, or is to be counted. */
  close(kept: { readonly heads: readonly Head[]; readonly ledger: Ledger }): void;
}

/** @param seen - every kind of transition, with its cause, that is read is put in here */
export const anAudit = (policy: Policy, repository: string, seen: Set<string>): Audit => {
  /** The highest rank told since the issue opened, by receiver and issue. */
  const told = new Map<string, number>();
  /** Issues that are over, and were not opened since. */
  const over = new Set<string>();
  const keyOf = (receiver: string, issue: Issue): string => `${receiver} ${issueKey(issue)}`;
  const rankOf = (issue: Issue): number => rank(issue.severity, policy.unratedAs);

  const listPeople = (record: EvaluationRecord, alert: Alert & { kind: 'summary' | 'changes' }): void => {
    const { ledger, at, transitions } = record;
    expect(new Set(alert.issues).size).toBe(alert.issues.length);
    const became = (kind: Transition['kind'], index: number) =>
      transitions.some((each) => each.kind === kind && each.issue === index);
    for (const index of alert.kind === 'changes' ? alert.fixable : []) {
      expect({ index, isNews: alert.issues.includes(index), isFixable: became('fixable', index) }).toMatchObject({
        isNews: false,
        isFixable: true,
      });
      for (const issue of issuesAt(ledger, [index])) expect(told.has(keyOf(alert.receiver, issue))).toBe(true);
    }
    const newly = ledger.issues.filter(
      (issue) => issue.told[alert.receiver]?.at === at && !told.has(keyOf(alert.receiver, issue)),
    );
    for (const index of alert.issues)
      for (const issue of issuesAt(ledger, [index])) {
        const highest = told.get(keyOf(alert.receiver, issue)) ?? -1;
        expect(issue.state).toBe('open');
        expect(rankOf(issue) > highest || became('exploited', index)).toBe(true);
        told.set(keyOf(alert.receiver, issue), Math.max(rankOf(issue), highest));
      }
    const counted = newly.filter((issue) => !told.has(keyOf(alert.receiver, issue)));
    expect(counted).toHaveLength(alert.kind === 'summary' ? 0 : total(alert.returned) + total(alert.alsoYours));
    for (const issue of counted) told.set(keyOf(alert.receiver, issue), rankOf(issue));
  };

  const listFindings = (
    { ledger, transitions }: EvaluationRecord,
    receiver: string,
    issues: readonly number[],
  ): void => {
    const changed = new Set(transitions.map(({ issue }) => issue));
    for (const index of issues)
      for (const issue of issuesAt(ledger, [index])) {
        const key = keyOf(receiver, issue);
        expect(!told.has(key) || changed.has(index)).toBe(true);
        told.set(key, rankOf(issue));
      }
  };

  const followHub = ({ transitions, ledger, alerts }: EvaluationRecord): void => {
    for (const { name } of policy.receivers.filter(({ channel }) => channel === 'security-hub')) {
      const heard = alerts.flatMap((each) => (each.kind === 'findings' && each.receiver === name ? each.issues : []));
      for (const { kind, issue: index } of transitions)
        for (const issue of issuesAt(ledger, [index]))
          if (kind !== 'opened' && told.has(keyOf(name, issue))) expect(heard).toContain(index);
    }
  };

  return {
    read(record) {
      const { transitions, ledger, alerts } = record;
      for (const transition of transitions) {
        seen.add('cause' in transition ? `${transition.kind}: ${transition.cause}` : transition.kind);
        for (const issue of issuesAt(ledger, [transition.issue])) {
          if (transition.kind === 'resolved' || transition.kind === 'unobserved') over.add(issueKey(issue));
          const isBack = transition.kind === 'accepted' && over.has(issueKey(issue));
          if (transition.kind !== 'opened' && !isBack) continue;
          over.delete(issueKey(issue));
          for (const { name } of policy.receivers) told.delete(keyOf(name, issue));
        }
      }
      followHub(record);
      for (const alert of alerts) {
        if (alert.kind === 'findings') listFindings(record, alert.receiver, alert.issues);
        if (alert.kind === 'summary' || alert.kind === 'changes') listPeople(record, alert);
      }
      expect(new Set(transitions.map(({ kind, issue }) => `${kind} ${issue}`)).size).toBe(transitions.length);
      expect(transitions.map(({ issue }) => issue)).toEqual(
        transitions.map(({ issue }) => issue).sort((a, b) => a - b),
      );
    },

    close({ heads, ledger }) {
      const live = new Set(heads.map(({ digest }) => digest));
      const { issues } = rebased(ledger, heads);
      expect(new Set(issues.map(issueKey)).size).toBe(issues.length);
      for (const issue of issues) {
        const isSeen = issue.occurrences.length > 0;
        const isOpen = issue.occurrences.some(({ suppressed }) => suppressed !== true);
        expect([isOpen, isSeen]).toEqual([issue.state === 'open', ['open', 'accepted'].includes(issue.state)]);
        for (const { digest } of issue.occurrences) expect(live).toContain(digest);
        if (issue.state !== 'open') continue;
        const knowing = policy.receivers.filter(({ name }) => told.has(keyOf(name, issue))).map(({ name }) => name);
        expect(Object.keys(issue.told).sort()).toEqual(knowing.sort());
        for (const receiver of holding(policy, repository, heads, issue)) {
          const earlier = issue.toldEarlier[receiver];
          const isPending = earlier !== undefined && rankOf(issue) <= earlier.rank;
          expect({ receiver, issue, isTold: told.has(keyOf(receiver, issue)) || isPending }).toMatchObject({
            isTold: true,
          });
        }
      }
    },
  };
};

/** The receivers of which a route holds: it chooses a live image that has the issue, and the issue is bad enough. */
const holding = (policy: Policy, repository: string, heads: readonly Head[], issue: Issue): readonly string[] =>
  heads
    .filter(({ digest }) => issue.occurrences.some((each) => each.digest === digest && each.suppressed !== true))
    .flatMap(({ tags, inUse }) => routesFor(policy, { repository, tags, inUse }))
    .flatMap((index) => policy.routes[index] ?? [])
    .filter((route) => isBadEnough(route, issue, policy.unratedAs))
    .map(({ to }) => to);

const issuesAt = ({ issues }: Ledger, indexes: readonly number[]): readonly Issue[] =>
  indexes.map((index) => issues[index] ?? expect.unreachable(`there is no issue ${index}`));

const total = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0);
