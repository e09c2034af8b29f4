import type { SummaryAlert } from '../domain/alert.ts';
import { counted } from './details.ts';
import { listWording } from './list.ts';
import { type Telling, toldIssues } from './telling.ts';
import type { Wording } from './wording.ts';

/** What is to be read at a glance lists so many. */
export const WORST = 5;

/** What a first count promises. */
export const FROM_NOW_ON = 'From now on you hear only what changes.';

const WORDS = {
  first: {
    before: 'First count of ',
    why: `this is its first complete scan. ${FROM_NOW_ON}`,
  },
  later: {
    before: 'Now also yours in ',
    why: 'the policy or the tags changed; no scan found anything new.',
  },
} as const;

/** A receiver's first look at a lineage, or what only a change of policy or tags made its concern. */
export const summaryWording = (telling: Telling<SummaryAlert>): Wording => {
  const { before, why } = WORDS[telling.alert.first ? 'first' : 'later'];
  const below = counted('Below your threshold', telling.alert.below, telling.markup);
  return listWording(telling, {
    before,
    briefly: before,
    listed: toldIssues(telling).map((issue) => ({ issue, note: null })),
    most: WORST,
    whole: true,
    whyNow: `${why}${below === null ? '' : ` ${below}.`}`,
    why,
    small: [],
  });
};
