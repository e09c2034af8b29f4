import type { ChangesAlert, SummaryAlert } from '../domain/alert.ts';
import type { Issue } from '../domain/ledger.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import type { OpenedCause, Transition } from '../domain/transition.ts';
import { severityTitle } from './counts.ts';
import { day } from './day.ts';
import type { Markup } from './markup.ts';
import { type Telling, type Told, toldIssues } from './telling.ts';

/** Why an issue is told; `still-open` where nothing happened to it but that it was not told before. */
type Cause = OpenedCause | 'escalated' | 'still-open';
const CAUSES: readonly Cause[] = ['disclosed', 'new-image', 'reopened', 'escalated', 'still-open'];

/** An issue that is told because of a change. */
export interface Change {
  readonly issue: Issue;
  readonly cause: Cause;
  /** The severity it escalated from. */
  readonly from: string | null;
}

const changeOf = (issue: Issue, transition: Transition | undefined): Change => {
  if (transition?.kind === 'escalated') return { issue, cause: 'escalated', from: transition.from };
  if (transition?.kind === 'opened') return { issue, cause: transition.cause, from: null };
  return { issue, cause: 'still-open', from: null };
};

/** What the alert tells, worst first. */
export const changesOf = (telling: Told<SummaryAlert | ChangesAlert>): Change[] => {
  const told = telling.record.transitions.filter(({ kind }) => kind === 'opened' || kind === 'escalated');
  const byIssue = new Map(told.map((transition) => [transition.issue, transition]));
  return toldIssues(telling).map((issue, at) => changeOf(issue, byIssue.get(telling.alert.issues[at] ?? -1)));
};

/** Whether the image may be another than at the scan before; what was disclosed then stands in packages of both. */
const replaced = ({ transitions, image, at }: EvaluationRecord): boolean =>
  image.pushedAt.slice(0, 10) === at.slice(0, 10) ||
  transitions.some((change) => 'cause' in change && (change.cause === 'new-image' || change.cause === 'fixed'));

type Phrase = (change: Change, record: EvaluationRecord, markup: Markup) => string;

const PHRASES: Readonly<Record<Cause, Phrase>> = {
  disclosed: (_, record) =>
    `disclosed since the last scan${replaced(record) ? ', in a package that was there before' : ''}`,
  'new-image': (_, { image, at }) => `first seen with this image, pushed ${day(image.pushedAt, at)}`,
  reopened: ({ issue }, { at }) =>
    issue.resolvedAt === null ? 'reopened' : `reopened, it was resolved ${day(issue.resolvedAt, at)}`,
  escalated: ({ issue, from }, _, markup) =>
    `escalated from ${severityTitle(from ?? '', markup)} to ${severityTitle(issue.severity, markup)}`,
  'still-open': () => 'open, and not told to you before',
};

/** Without what differs from issue to issue. */
const PHRASES_OF_MANY: typeof PHRASES = { ...PHRASES, reopened: () => 'reopened', escalated: () => 'escalated' };

/** Such as `disclosed since the last scan. Your image has not changed since 31 Oct.` */
export const whyNow = (changes: readonly Change[], { record, markup }: Telling): string => {
  const phrases = CAUSES.flatMap((cause) => {
    const alike = changes.filter((change) => change.cause === cause);
    const [first] = alike;
    if (first === undefined) return [];
    return changes.length === 1
      ? PHRASES[cause](first, record, markup)
      : `${alike.length} ${PHRASES_OF_MANY[cause](first, record, markup)}`;
  });
  const untouched = changes.some(({ cause }) => cause === 'disclosed') && !replaced(record);
  const { image, at } = record;
  return `${phrases.join('; ')}.${untouched ? ` Your image has not changed since ${day(image.pushedAt, at)}.` : ''}`;
};

/** What a change is called where it is counted. */
export const changeKind = ({ cause }: Change): 'new' | 'reopened' | 'escalated' =>
  cause === 'reopened' || cause === 'escalated' ? cause : 'new';
