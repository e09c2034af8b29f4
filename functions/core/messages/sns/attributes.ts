import type { ChangesAlert, PeopleAlert } from '../../domain/alert.ts';
import { isKnown, isUnrated, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { changesOf } from '../change.ts';
import { issuesAt, openIndexes, type Told } from '../telling.ts';
import { sendable } from './sendable.ts';

/**
 * The worst severity that is told, by the names of the policy: one that nobody knows is CRITICAL. Of what is open, and
 * only where nothing open is told of what was resolved or is no longer watched. UNRATED where nothing
 * that is told was rated; NOT_SCANNED for scan news and posture news, DRILL for a drill: a filter that should let them
 * through names them.
 */
type SeverityAttribute = Severity | 'UNRATED' | 'NOT_SCANNED' | 'DRILL';

/**
 * What an alert is told for, the first of these that is so of anything told: `opened`, `exploited`, `escalated`, `fixable`,
 * `unobserved`, `resolved`. A round-up is a `summary`, too; one that counts nothing is `scan-news`.
 */
type TransitionAttribute =
  | 'opened'
  | 'exploited'
  | 'escalated'
  | 'fixable'
  | 'unobserved'
  | 'resolved'
  | 'summary'
  | 'reminder'
  | 'scan-news'
  | 'posture-news'
  | 'drill';

/** `unknown` where the scanner does not say so of any issue: basic scanning never does. */
type FactAttribute = 'yes' | 'no' | 'unknown';

/** What subscriptions can filter by; every message has all of them. */
export type Attributes = {
  readonly severity: SeverityAttribute;
  /** Of a round-up that of the worst image: who filters by repository does not hear of the others in it. */
  readonly repository: string;
  readonly transition: TransitionAttribute;
  /** Whether an exploit is known of any open issue that is told. */
  readonly exploited: FactAttribute;
  /** Whether there is a fix for any. */
  readonly fixable: FactAttribute;
};

const worstOf = (severities: readonly string[]): Severity | 'UNRATED' => {
  const names = new Set(
    severities.filter((name) => !isUnrated(name)).map((name) => (isKnown(name) ? name : 'CRITICAL')),
  );
  return SEVERITIES.findLast((severity) => names.has(severity)) ?? 'UNRATED';
};

const severityOf = ({ alert, ...rest }: Told<PeopleAlert>): SeverityAttribute => {
  if (rest.record.drill) return 'DRILL';
  if (alert.kind === 'scan-news' || alert.kind === 'posture-news') return 'NOT_SCANNED';
  if (alert.kind === 'round-up' && alert.gathered.length === 0) return 'NOT_SCANNED';
  if (alert.kind === 'round-up') return worstOf(alert.gathered.flatMap(({ issues }) => Object.keys(issues)));
  const open = openIssues({ alert, ...rest });
  const issues = open.length > 0 || alert.kind !== 'changes' ? open : closedIssues({ alert, ...rest });
  return worstOf(issues.map(({ severity }) => severity));
};

const openIssues = (told: Told<PeopleAlert>) => issuesAt(openIndexes(told.alert), told);

const closedIssues = (told: Told<ChangesAlert>) => issuesAt([...told.alert.unobserved, ...told.alert.resolved], told);

const transitionOf = ({ alert, ...rest }: Told<PeopleAlert>): TransitionAttribute => {
  if (rest.record.drill) return 'drill';
  if (alert.kind === 'round-up') return alert.gathered.length === 0 ? 'scan-news' : 'summary';
  if (alert.kind !== 'changes') return alert.kind;
  if (alert.issues.length === 0) return quietTransition(alert);
  const causes = new Set(changesOf({ alert, ...rest }).map(({ cause }) => cause));
  const others = WORSE.filter((cause) => causes.has(cause));
  return others[0] !== undefined && others.length === causes.size ? others[0] : 'opened';
};

/** What an issue is told for that did not open. */
const WORSE = ['exploited', 'escalated'] as const;

const quietTransition = ({ fixable, unobserved }: ChangesAlert): TransitionAttribute => {
  if (fixable.length > 0) return 'fixable';
  return unobserved.length > 0 ? 'unobserved' : 'resolved';
};

const factOf = (values: readonly (boolean | null)[]): FactAttribute => {
  if (values.includes(true)) return 'yes';
  return values.includes(false) ? 'no' : 'unknown';
};

/** The attributes of a message. */
export const attributesOf = (told: Told<PeopleAlert>): Attributes => {
  const details = openIssues(told).map(({ detail }) => detail);
  return {
    severity: severityOf(told),
    repository: sendable(told.record.image.repository),
    transition: transitionOf(told),
    exploited: factOf(details.map(({ exploited }) => exploited)),
    fixable: factOf(details.map(({ fixable }) => fixable)),
  };
};
