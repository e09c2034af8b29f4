import type { ChangesAlert } from '../domain/alert.ts';
import { beside } from './beside.ts';
import { CHANGE_KINDS, type Change, changeKind, changesOf, whyNow } from './change.ts';
import { severityTitle } from './counts.ts';
import { said, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { fixablePoint, fixableWording } from './fixable.ts';
import { thenIssue } from './headline.ts';
import { listWording } from './list.ts';
import type { Markup } from './markup.ts';
import { packagePlace } from './package-place.ts';
import { inSentences, type Point } from './point.ts';
import { resolvedPoint, resolvedWording } from './resolved.ts';
import { exploitPoint, risksOfOne } from './risk.ts';
import { issuesAt, type Telling } from './telling.ts';
import { unobservedPoint, unobservedWording } from './unobserved.ts';
import type { Wording } from './wording.ts';

const SINGLE: Readonly<Record<ReturnType<typeof changeKind>, (severity: string) => string>> = {
  new: (severity) => `1 new ${severity} in `,
  'open again': (severity) => `1 ${severity} open again in `,
  'with an exploit': (severity) => `Exploit for 1 ${severity} in `,
  escalated: (severity) => `1 escalated to ${severity} in `,
};

/** What else became of issues told before. */
const others = (telling: Telling<ChangesAlert>): Point[] => [
  ...fixablePoint(telling),
  ...unobservedPoint(telling),
  ...resolvedPoint(telling),
];

const one = (telling: Telling<ChangesAlert>, change: Change): Wording => {
  const { markup, image } = telling;
  const { issue } = change;
  const headline = {
    before: SINGLE[changeKind(change)](severityTitle(issue.severity, markup)),
    after: thenIssue(': ', issue, markup),
  };
  const why = whyNow([change], telling);
  const { description, advisory } = issue.detail;
  const exploit = change.cause === 'exploited' ? [] : exploitPoint(issue);
  const besides = others(telling);
  return {
    headline,
    glance: headline,
    sentence: `, ${why}${inSentences([...exploit, ...besides])}`,
    points: [['Why now', why], ...exploit, ['Do', toDo(issue, telling)], ...besides],
    listed: [],
    most: 0,
    whole: true,
    description: description === null ? null : markup.prose(description, 240),
    small: said([
      ...risksOfOne(issue),
      ...packagePlace(issue, image, markup),
      ...beside(telling),
      unknownSeverities([issue], markup),
    ]),
    advisory,
  };
};

const NOTES: Readonly<Partial<Record<Change['cause'], string>>> = {
  reopened: 'open again',
  voided: 'no longer accepted',
};

const note = ({ cause, from }: Change, markup: Markup): string | null => {
  if (from !== null) return `was ${severityTitle(from, markup)}`;
  return NOTES[cause] ?? null;
};

/** Such as `2 new` and `1 escalated`. */
const kindsOf = (changes: readonly Change[]): string[] =>
  CHANGE_KINDS.flatMap((kind) => {
    const count = changes.filter((change) => changeKind(change) === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });

const several = (telling: Telling<ChangesAlert>, changes: readonly Change[]): Wording => {
  const kinds = kindsOf(changes);
  const why = whyNow(changes, telling);
  return listWording(telling, {
    before: `${kinds.join(', ')} in `,
    briefly: kinds.length === 1 ? `${kinds[0]} in ` : `${changes.length} new or worse in `,
    listed: changes.map((change) => ({ issue: change.issue, note: note(change, telling.markup) })),
    most: Number.POSITIVE_INFINITY,
    whole: true,
    whyNow: why,
    why,
    points: others(telling),
    small: beside(telling),
  });
};

/** What changed, to one receiver. */
export const changesWording = (telling: Telling<ChangesAlert>): Wording => {
  const changes = changesOf(telling);
  const [only] = changes;
  if (only !== undefined) return changes.length === 1 ? one(telling, only) : several(telling, changes);
  const [fixable] = issuesAt(telling.alert.fixable, telling);
  if (fixable !== undefined) return fixableWording(telling, fixable);
  return telling.alert.unobserved.length > 0 ? unobservedWording(telling) : resolvedWording(telling);
};
