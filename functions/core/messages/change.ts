import type { Issue } from '../domain/ledger.ts';
import type { OpenedCause, Transition } from '../domain/transition.ts';
import { severityTitle } from './counts.ts';
import { day } from './day.ts';
import { type ListAlert, type Telling, type Told, toldIssues } from './telling.ts';

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
export const changesOf = (telling: Told<ListAlert>): Change[] => {
  const told = telling.record.transitions.filter(({ kind }) => kind === 'opened' || kind === 'escalated');
  const byIssue = new Map(told.map((transition) => [transition.issue, transition]));
  return toldIssues(telling).map((issue, at) => changeOf(issue, byIssue.get(telling.alert.issues[at] ?? -1)));
};

/** Whether the image may be another than at the scan before; what was disclosed then stands in packages of both. */
const replaced = ({ record, image }: Told): boolean =>
  image.digest !== record.image.digest ||
  image.pushedAt.slice(0, 10) === record.at.slice(0, 10) ||
  record.transitions.some((change) => 'cause' in change && (change.cause === 'new-image' || change.cause === 'fixed'));

type Phrase = (change: Change, telling: Telling) => string;

const PHRASES: Readonly<Record<Cause, Phrase>> = {
  disclosed: (_, telling) =>
    `disclosed since the last scan${replaced(telling) ? ', in a package that was there before' : ''}`,
  'new-image': (_, { image, record: { at } }) => `first seen with this image, pushed ${day(image.pushedAt, at)}`,
  reopened: ({ issue }, { record: { at } }) =>
    `a live image has it again${issue.resolvedAt === null ? '' : `, none had since ${day(issue.resolvedAt, at)}`}`,
  escalated: ({ issue, from }, { markup }) =>
    `escalated from ${severityTitle(from ?? '', markup)} to ${severityTitle(issue.severity, markup)}`,
  'still-open': () => 'open, and not told to you before',
};

/** Without what differs from issue to issue. */
const PHRASES_OF_MANY: typeof PHRASES = { ...PHRASES, reopened: () => 'open again', escalated: () => 'escalated' };

/** Such as `disclosed since the last scan. Your image has not changed since 31 Oct.` */
export const whyNow = (changes: readonly Change[], telling: Telling): string => {
  const phrases = CAUSES.flatMap((cause) => {
    const alike = changes.filter((change) => change.cause === cause);
    const [first] = alike;
    if (first === undefined) return [];
    return changes.length === 1
      ? PHRASES[cause](first, telling)
      : `${alike.length} ${PHRASES_OF_MANY[cause](first, telling)}`;
  });
  const untouched = changes.some(({ cause }) => cause === 'disclosed') && !replaced(telling);
  const { image, record } = telling;
  return `${phrases.join('; ')}.${untouched ? ` Your image has not changed since ${day(image.pushedAt, record.at)}.` : ''}`;
};

/** What a change is called where it is counted. */
export const changeKind = ({ cause }: Change): 'new' | 'open again' | 'escalated' => {
  if (cause === 'reopened') return 'open again';
  return cause === 'escalated' ? cause : 'new';
};
