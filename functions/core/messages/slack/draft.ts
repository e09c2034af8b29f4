import type { PeopleAlert } from '../../domain/alert.ts';
import { joined } from '../details.ts';
import { facts } from '../facts.ts';
import { headlineText } from '../headline.ts';
import { imagePage, webAddress } from '../links.ts';
import type { Telling } from '../telling.ts';
import { wordingOf } from '../told.ts';
import { whyYou } from '../why-you.ts';
import type { Point, Wording } from '../wording.ts';
import { actions, type Block, context, header, linkButton, section } from './block.ts';
import type { Line } from './fill.ts';
import { glanceText } from './glance.ts';
import { issueLines } from './issue-lines.ts';
import { mentions } from './mentions.ts';
import { MRKDWN } from './mrkdwn.ts';

/** Slack's limit of a header: https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150;

/** An alert before it is known what of its list fits. */
export interface Draft {
  readonly text: string;
  readonly opening: readonly Block[];
  readonly lines: readonly Line[];
  /** How many lines the first message lists at most. */
  readonly most: number;
  readonly closing: readonly Block[];
}

const pointText = ([label, text]: Point): string => (label === null ? text : `*${label}:* ${text}`);

/** The headline, whom it calls, and what matters most. */
const opening = ({ alert, record }: Telling, { headline, points }: Wording): Block[] => [
  header(headlineText(headline, record.image, MAX_HEADER, MRKDWN)),
  section([mentions(alert), ...points.map(pointText)].filter((line) => line !== '').join('\n')),
];

/** Where to look, what it is about, and why it came here. */
const closing = (telling: Telling, { description, small, advisory }: Wording): Block[] => {
  const buttons = [
    ['Advisory', webAddress(advisory)],
    ['Image in ECR', imagePage(telling.record)],
  ] as const;
  return [
    ...context(description ?? ''),
    ...context(joined(small)),
    ...actions(buttons.flatMap(([text, url]) => (url === null ? [] : [linkButton(text, url)]))),
    ...context(joined(facts(telling))),
    ...context(joined(whyYou(telling))),
  ];
};

/** An alert as Slack's blocks. */
export const draftOf = (telling: Telling<PeopleAlert>): Draft => {
  const wording = wordingOf(telling);
  const { image } = telling.record;
  return {
    text: glanceText(wording.glance, image) + wording.sentence,
    opening: opening(telling, wording),
    lines: issueLines(wording.listed, image),
    most: wording.most,
    closing: closing(telling, wording),
  };
};
