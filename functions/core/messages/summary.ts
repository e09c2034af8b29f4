import type { SummaryAlert } from '../domain/alert.ts';
import { counted, said } from './details.ts';
import { listWording } from './list.ts';
import { switchedWords, type Words } from './switched.ts';
import { type Telling, toldIssues } from './telling.ts';
import type { Wording } from './wording.ts';

/** What is to be read at a glance lists so many. */
export const WORST = 5;

/** What a first count promises. */
export const FROM_NOW_ON = 'From now on you hear only what changes.';

const WORDS: Readonly<Record<'first' | 'later', Words>> = {
  first: {
    before: 'First count of ',
    why: `this is its first complete scan. ${FROM_NOW_ON}`,
  },
  later: {
    before: 'Now also yours in ',
    why: 'the policy or the tags changed; no scan found anything new.',
  },
};

const wordsOf = (telling: Telling<SummaryAlert>): Words => {
  const { first, switched } = telling.alert;
  return switched === null ? WORDS[first ? 'first' : 'later'] : switchedWords(switched, telling);
};

/** A receiver's first look at a lineage, or what only a change of policy or tags made its concern. */
export const summaryWording = (telling: Telling<SummaryAlert>): Wording => {
  const { alert, markup } = telling;
  const { before, end, why, short = why } = wordsOf(telling);
  const besides = said([
    counted('Below your threshold', alert.below, markup),
    counted('Accepted upstream, in Inspector', alert.accepted, markup),
  ]);
  return listWording(telling, {
    before,
    briefly: before,
    listed: toldIssues(telling).map((issue) => ({ issue, note: null })),
    most: WORST,
    whole: true,
    ...(end !== undefined && { end }),
    whyNow: [why, ...besides.map((text) => `${text}.`)].join(' '),
    why: short,
    small: [],
  });
};
