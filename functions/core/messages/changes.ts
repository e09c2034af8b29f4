import type { ChangesAlert } from '../domain/alert.ts';
import { type Change, changeKind, changesOf, whyNow } from './change.ts';
import { severityTitle } from './counts.ts';
import { counted, said, score, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { thenIssue } from './headline.ts';
import { listWording } from './list.ts';
import type { Markup } from './markup.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const others = ({ alert, markup }: Telling<ChangesAlert>): (string | null)[] => [
  counted('also yours now, by policy or tags', alert.alsoYours, markup),
  counted('also open, told before', alert.toldBefore, markup),
  counted('below your threshold', alert.below, markup),
];

const SINGLE = { new: 'new', reopened: 'reopened', escalated: 'escalated to' } as const;

const one = (telling: Telling<ChangesAlert>, change: Change): Wording => {
  const { record, markup } = telling;
  const { issue } = change;
  const headline = {
    before: `1 ${SINGLE[changeKind(change)]} ${severityTitle(issue.severity, markup)} in `,
    after: thenIssue(': ', issue, markup),
  };
  const why = whyNow([change], telling);
  const { description, advisory } = issue.detail;
  const { platform } = record.image;
  const where = platform === null ? null : markup.prose(platform, 40);
  return {
    headline,
    glance: headline,
    sentence: `, ${why}`,
    points: [
      ['Why now', why],
      ['Do', toDo(issue, telling)],
    ],
    listed: [],
    most: 0,
    description: description === null ? null : markup.prose(description, 240),
    small: said([score(issue), where, ...others(telling), unknownSeverities([issue], markup)]),
    advisory,
  };
};

const note = ({ cause, from }: Change, markup: Markup): string | null => {
  if (cause === 'escalated') return `was ${severityTitle(from ?? '', markup)}`;
  return cause === 'reopened' ? 'reopened' : null;
};

const KINDS = ['new', 'reopened', 'escalated'] as const;

/** Such as `2 new` and `1 escalated`. */
const kindsOf = (changes: readonly Change[]): string[] =>
  KINDS.flatMap((kind) => {
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
    whyNow: why,
    why,
    small: others(telling),
  });
};

/** What changed, to one receiver. */
export const changesWording = (telling: Telling<ChangesAlert>): Wording => {
  const changes = changesOf(telling);
  const [only] = changes;
  return only !== undefined && changes.length === 1 ? one(telling, only) : several(telling, changes);
};
