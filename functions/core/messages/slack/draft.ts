import type { PeopleAlert } from '../../domain/alert.ts';
import { joined } from '../details.ts';
import { facts } from '../facts.ts';
import { isOfSeveral } from '../gathered.ts';
import { headlineText } from '../headline.ts';
import { pages, webAddress } from '../links.ts';
import type { Point } from '../point.ts';
import type { Telling } from '../telling.ts';
import { wordingOf } from '../told.ts';
import { whyYou } from '../why-you.ts';
import type { Wording } from '../wording.ts';
import { actions, type Block, context, header, linkButton, section } from './block.ts';
import { gatheredList } from './gathered-list.ts';
import { glanceText } from './glance.ts';
import { issueList } from './issue-list.ts';
import type { List } from './list.ts';
import { mentions } from './mentions.ts';
import { MRKDWN } from './mrkdwn.ts';

/** Slack's limit of a header: https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150;

/** An alert before it is known what of its list fits. */
export interface Draft {
  readonly text: string;
  readonly opening: readonly Block[];
  readonly list: List;
  /** How many lines the first message lists at most. */
  readonly most: number;
  /** Whether the thread lists the rest. */
  readonly whole: boolean;
  readonly closing: readonly Block[];
}

const pointText = ([label, text]: Point): string => (label === null ? text : `*${label}:* ${text}`);

/** The headline, whom it calls, and what matters most. */
const opening = ({ alert, image }: Telling, { headline, points }: Wording): Block[] => [
  header(headlineText(headline, image, MAX_HEADER, MRKDWN)),
  section([mentions(alert), ...points.map(pointText)].filter((line) => line !== '').join('\n')),
];

/** Where to look, what it is about, and why it came here. */
const closing = (telling: Telling<PeopleAlert>, { description, small, advisory }: Wording): Block[] => {
  const buttons = [['Advisory', webAddress(advisory)] as const, ...pages(telling)];
  return [
    ...context(description ?? ''),
    ...context(joined(small)),
    ...actions(buttons.flatMap(([text, url]) => (url === null ? [] : [linkButton(text, url)]))),
    ...context(joined(facts(telling))),
    ...context(joined(whyYou(telling))),
  ];
};

const listOf = ({ alert, ...rest }: Telling<PeopleAlert>, { listed }: Wording): List =>
  alert.kind === 'round-up' && isOfSeveral(alert) ? gatheredList({ alert, ...rest }) : issueList(listed, rest.image);

/** An alert as Slack's blocks. */
export const draftOf = (telling: Telling<PeopleAlert>): Draft => {
  const wording = wordingOf(telling);
  const { image } = telling;
  return {
    text: glanceText(wording.glance, image) + wording.sentence,
    opening: opening(telling, wording),
    list: listOf(telling, wording),
    most: wording.most,
    whole: wording.whole,
    closing: closing(telling, wording),
  };
};
