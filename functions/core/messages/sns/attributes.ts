import type { PeopleAlert } from '../../domain/alert.ts';
import { isKnown, isUnrated, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { changesOf } from '../change.ts';
import { type Told, toldIssues } from '../telling.ts';
import { sendable } from './sendable.ts';

/**
 * The worst severity that is told, by the names of the policy: one that nobody knows is CRITICAL. UNRATED where nothing
 * that is told was rated; NOT_SCANNED for scan news, DRILL for a drill: a filter that should let them through names them.
 */
export type SeverityAttribute = Severity | 'UNRATED' | 'NOT_SCANNED' | 'DRILL';

/** What an alert is told for; `escalated` where nothing that is told opened. */
export type TransitionAttribute = 'opened' | 'escalated' | 'summary' | 'scan-news' | 'drill';

/** What subscriptions can filter by; every message has all three. */
export type Attributes = {
  readonly severity: SeverityAttribute;
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
  return worstOf(toldIssues({ alert, ...rest }).map(({ severity }) => severity));
};

const transitionOf = ({ alert, ...rest }: Told<PeopleAlert>): TransitionAttribute => {
  if (rest.record.drill) return 'drill';
  if (alert.kind !== 'changes') return alert.kind;
  return changesOf({ alert, ...rest }).every(({ cause }) => cause === 'escalated') ? 'escalated' : 'opened';
};

/** The attributes of a message. */
export const attributesOf = (told: Told<PeopleAlert>): Attributes => ({
  severity: severityOf(told),
  repository: sendable(told.record.image.repository),
  transition: transitionOf(told),
});
