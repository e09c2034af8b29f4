import type { PeopleAlert } from '../domain/alert.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const HEADLINE = { before: 'DRILL: ', after: () => '. Nothing was found.' };

/** An alert of which only the way is real. */
export const drillWording = ({ alert, markup }: Telling<PeopleAlert>): Wording => {
  const receiver = markup.name(alert.receiver, 60);
  return {
    headline: HEADLINE,
    glance: HEADLINE,
    sentence: ` Alerts to ${receiver} arrive here. There is nothing to do.`,
    points: [
      ['This is a drill', `alerts to ${receiver} arrive here.`],
      ['Do', 'nothing. There is no such image.'],
    ],
    listed: [],
    most: 0,
    whole: true,
    description: null,
    small: [],
    advisory: null,
  };
};
