import type { Issue } from '../domain/ledger.ts';
import type { OpenedCause, Transition } from '../domain/transition.ts';
import { severityTitle } from './counts.ts';
import { day } from './day.ts';
import { type ListAlert, type Telling, type Told, toldIssues } from './telling.ts';

/** Why an issue is told; `still-open` where nothing happened to it but that it was not told before. */
type Cause = OpenedCause | 'exploited' | 'escalated' | 'still-open';
const CAUSES: readonly Cause[] = [
  'disclosed',
  'new-image',
  'reopened',
  'voided',
  'exploited',
  'escalated',
  'still-open',
];

/** An issue that is told because of a change. */
export interface Change {
  readonly issue: Issue;
  readonly cause: Cause;
  /** The severity it escalated from. */
  readonly from: string | null;
}

/** That it opened says more than the rest; that it is exploited, more than that it escalated. */
const changeOf = (issue: Issue, transitions: readonly Transition[]): Change => {
  const opened = transitions.find((each) => each.kind === 'opened');
  if (opened !== undefined) return { issue, cause: opened.cause, from: null };
  const [from = null] = transitions.flatMap((each) => (each.kind === 'escalated' ? [each.from] : []));
  if (transitions.some(({ kind }) => kind === 'exploited')) return { issue, cause: 'exploited', from };
  return { issue, cause: from === null ? 'still-open' : 'escalated', from };
};

/** What the alert tells, worst first. */
export const changesOf = (telling: Told<ListAlert>): Change[] => {
  const byIssue = Map.groupBy(telling.record.transitions, ({ issue }) => issue);
  return toldIssues(telling).map((issue, at) => changeOf(issue, byIssue.get(telling.alert.issues[at] ?? -1) ?? []));
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
  voided: () => 'no longer accepted in Inspector',
  exploited: (change, telling) =>
    `an exploit of it is known now${change.from === null ? '' : `, and ${PHRASES.escalated(change, telling)}`}`,
  escalated: ({ issue, from }, { markup }) =>
    `escalated from ${severityTitle(from ?? '', markup)} to ${severityTitle(issue.severity, markup)}`,
  'still-open': () => 'open, and not told to you before',
};

/** Without what differs from issue to issue. */
const PHRASES_OF_MANY: typeof PHRASES = {
  ...PHRASES,
  reopened: () => 'open again',
  exploited: () => 'with an exploit known now',
  escalated: () => 'escalated',
};

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

export const CHANGE_KINDS = ['new', 'open again', 'with an exploit', 'escalated'] as const;

/** What a change is called where it is counted. */
export const changeKind = ({ cause }: Change): (typeof CHANGE_KINDS)[number] => {
  if (cause === 'reopened' || cause === 'voided') return 'open again';
  if (cause === 'exploited') return 'with an exploit';
  return cause === 'escalated' ? cause : 'new';
};
