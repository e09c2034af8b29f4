import type { ChangesAlert } from '../domain/alert.ts';
import { context } from './block.ts';
import { type Change, changeKind, changesOf, whyNow } from './change.ts';
import { severityTitle } from './counts.ts';
import { counted, joined, score, unknownSeverities } from './details.ts';
import { toDo } from './fix.ts';
import { closing, opening, type Telling } from './frame.ts';
import { glance, thenIssue } from './headline.ts';
import { listDraft } from './list.ts';
import { shownPlain } from './shown.ts';
import type { Draft } from './spread.ts';

const others = ({ alert }: Telling<ChangesAlert>): (string | null)[] => [
  counted('also yours now, by policy or tags', alert.alsoYours),
  counted('also open, told before', alert.toldBefore),
  counted('below your threshold', alert.below),
];

const SINGLE = { new: 'new', reopened: 'reopened', escalated: 'escalated to' } as const;

const one = (telling: Telling<ChangesAlert>, change: Change): Draft => {
  const { record } = telling;
  const { issue } = change;
  const headline = {
    before: `1 ${SINGLE[changeKind(change)]} ${severityTitle(issue.severity)} in `,
    after: thenIssue(': ', issue),
  };
  const why = whyNow([change], record);
  const lines = [`*Why now:* ${why}`, `*Do:* ${toDo(issue, record.image, record.scan?.engine)}`];
  const { description, advisory } = issue.detail;
  const { platform } = record.image;
  const where = platform === null ? null : shownPlain(platform, 40);
  const small = [score(issue), where, ...others(telling), unknownSeverities([issue])];
  return {
    text: `${glance(headline, record.image)}, ${why}`,
    opening: opening(telling, headline, lines),
    lines: [],
    most: 0,
    closing: [
      ...context(description === null ? '' : shownPlain(description, 240)),
      ...context(joined(small)),
      ...closing(telling, advisory),
    ],
  };
};

const note = ({ cause, from }: Change): string | null => {
  if (cause === 'escalated') return `was ${severityTitle(from ?? '')}`;
  return cause === 'reopened' ? 'reopened' : null;
};

const KINDS = ['new', 'reopened', 'escalated'] as const;

/** Such as `2 new` and `1 escalated`. */
const kindsOf = (changes: readonly Change[]): string[] =>
  KINDS.flatMap((kind) => {
    const count = changes.filter((change) => changeKind(change) === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });

const several = (telling: Telling<ChangesAlert>, changes: readonly Change[]): Draft => {
  const kinds = kindsOf(changes);
  const why = whyNow(changes, telling.record);
  return listDraft(telling, {
    before: `${kinds.join(', ')} in `,
    briefly: kinds.length === 1 ? `${kinds[0]} in ` : `${changes.length} new or worse in `,
    listed: changes.map((change) => ({ issue: change.issue, note: note(change) })),
    most: Number.POSITIVE_INFINITY,
    lines: [`*Why now:* ${why}`],
    why,
    small: others(telling),
  });
};

/** What changed, to one receiver. */
export const changesDraft = (telling: Telling<ChangesAlert>): Draft => {
  const changes = changesOf(telling);
  const [only] = changes;
  return only !== undefined && changes.length === 1 ? one(telling, only) : several(telling, changes);
};
