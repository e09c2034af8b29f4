import type { ChangesAlert, PeopleAlert } from '../../domain/alert.ts';
import { isKnown, isUnrated, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { changesOf } from '../change.ts';
import { issuesAt, type Told, toldIssues } from '../telling.ts';
import { sendable } from './sendable.ts';

/**
 * The worst severity that is told, by the names of the policy: one that nobody knows is CRITICAL. Of what is open, and
 * only where nothing open is told of what was resolved or is no longer watched. UNRATED where nothing
 * that is told was rated; NOT_SCANNED for scan news, DRILL for a drill: a filter that should let them through names them.
 */
export type SeverityAttribute = Severity | 'UNRATED' | 'NOT_SCANNED' | 'DRILL';

/**
 * What an alert is told for: `escalated` where nothing that is told opened, `unobserved` where nothing did either,
 * `resolved` where there is nothing else. A round-up is a `summary`, too.
 */
export type TransitionAttribute =
  | 'opened'
  | 'escalated'
  | 'unobserved'
  | 'resolved'
  | 'summary'
  | 'reminder'
  | 'scan-news'
  | 'drill';

/** What subscriptions can filter by; every message has all three. */
export type Attributes = {
  readonly severity: SeverityAttribute;
  /** Of a round-up that of the worst image: who filters by repository does not hear of the others in it. */
  readonly repository: string;
  readonly transition: TransitionAttribute;
};

const worstOf = (severities: readonly string[]): Severity | 'UNRATED' => {
  const names = new Set(
    severities.filter((name) => !isUnrated(name)).map((name) => (isKnown(name) ? name : 'CRITICAL')),
  );
  return SEVERITIES.findLast((severity) => names.has(severity)) ?? 'UNRATED';
};

const severityOf = ({ alert, ...rest }: Told<PeopleAlert>): SeverityAttribute => {
  if (rest.record.drill) return 'DRILL';
  if (alert.kind === 'scan-news') return 'NOT_SCANNED';
  if (alert.kind === 'round-up') return worstOf(alert.gathered.flatMap(({ issues }) => Object.keys(issues)));
  const open = toldIssues({ alert, ...rest });
  const issues = open.length > 0 || alert.kind !== 'changes' ? open : closedIssues({ alert, ...rest });
  return worstOf(issues.map(({ severity }) => severity));
};

const closedIssues = (told: Told<ChangesAlert>) => issuesAt([...told.alert.unobserved, ...told.alert.resolved], told);

const transitionOf = ({ alert, ...rest }: Told<PeopleAlert>): TransitionAttribute => {
  if (rest.record.drill) return 'drill';
  if (alert.kind === 'round-up') return 'summary';
  if (alert.kind !== 'changes') return alert.kind;
  if (alert.issues.length === 0) return alert.unobserved.length > 0 ? 'unobserved' : 'resolved';
  return changesOf({ alert, ...rest }).every(({ cause }) => cause === 'escalated') ? 'escalated' : 'opened';
};

/** The attributes of a message. */
export const attributesOf = (told: Told<PeopleAlert>): Attributes => ({
  severity: severityOf(told),
  repository: sendable(told.record.image.repository),
  transition: transitionOf(told),
});
