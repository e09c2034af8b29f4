import type { GatheredSummary, RoundUpAlert } from '../../domain/alert.ts';
import { countsText, total } from '../counts.ts';
import { joined } from '../details.ts';
import { manyMore } from '../gathered.ts';
import { thenCounts } from '../headline.ts';
import { imageName } from '../image-name.ts';
import { consoleUrl } from '../links.ts';
import type { Telling } from '../telling.ts';
import { glanceText } from './glance.ts';
import { link } from './link.ts';
import type { List } from './list.ts';
import { MRKDWN } from './mrkdwn.ts';

const MAX_NAME = 80;
const MAX_COUNTS = 120;
/** So many lines with an address fit into one message. Of more lines only the worst have one: it takes the room of three others. */
const MOST_LINKED = 20;
const WORST_LINKED = 10;

const text = ({ image, issues, below }: GatheredSummary, address: string | null): string => {
  const name = link(address, imageName(image, MAX_NAME, MRKDWN));
  const counts = countsText(issues, MRKDWN, MAX_COUNTS) || 'nothing';
  return joined([`• ${name}: ${counts}`, total(below) === 0 ? null : `below your threshold: ${total(below)}`]);
};

const glance = ({ image, issues }: GatheredSummary): string =>
  glanceText({ before: 'More first counts, from ', after: thenCounts(issues, MRKDWN) }, image);

/** The images that a round-up gathers, a line each. */
export const gatheredList = ({ alert: { gathered }, record: { registry } }: Telling<RoundUpAlert>): List => {
  const linked = gathered.length > MOST_LINKED ? WORST_LINKED : MOST_LINKED;
  return {
    lines: gathered.map((each, at) => ({
      title: '',
      counts: each.issues,
      glance: () => glance(each),
      write: () => text(each, at < linked ? consoleUrl(registry, each.image) : null),
    })),
    goesOn: 'More first counts',
    more: ({ length }) => manyMore(length, gathered),
  };
};
