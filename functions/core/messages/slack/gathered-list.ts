import type { GatheredNews, GatheredSummary, RoundUpAlert } from '../../domain/alert.ts';
import type { Image } from '../../domain/image.ts';
import { countsText, total } from '../counts.ts';
import { joined } from '../details.ts';
import { manyMore } from '../gathered.ts';
import { thenCounts } from '../headline.ts';
import { imageName } from '../image-name.ts';
import { consoleUrl } from '../links.ts';
import { unscannedText } from '../not-scanned.ts';
import type { Telling } from '../telling.ts';
import { glanceText } from './glance.ts';
import { link } from './link.ts';
import type { Line, List } from './list.ts';
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

const NOT_SCANNED = 'Not scanned';

const unscannedLine = (news: GatheredNews, address: string | null): Line => ({
  title: NOT_SCANNED,
  counts: {},
  glance: () => glanceText({ before: 'More not scanned, from ', after: () => '' }, news.image),
  write: () => `• ${link(address, imageName(news.image, MAX_NAME, MRKDWN))}: ${unscannedText(news, MRKDWN)}`,
});

/** How many others there are of each kind. */
const more = (lines: readonly Line[], gathered: readonly GatheredSummary[]): string => {
  const unscanned = lines.filter(({ title }) => title === NOT_SCANNED).length;
  const counted = lines.length - unscanned;
  return [
    ...(counted === 0 ? [] : [manyMore(counted, gathered)]),
    ...(unscanned === 0 ? [] : [`${unscanned} more that ${unscanned === 1 ? 'is' : 'are'} not scanned`]),
  ].join(', ');
};

/** The images that a round-up gathers, a line each; those that are not scanned last. */
export const gatheredList = ({ alert: { gathered, unscanned }, record: { registry } }: Telling<RoundUpAlert>): List => {
  const linked = gathered.length + unscanned.length > MOST_LINKED ? WORST_LINKED : MOST_LINKED;
  const addressOf = (image: Image, at: number): string | null => (at < linked ? consoleUrl(registry, image) : null);
  return {
    lines: [
      ...gathered.map((each, at) => ({
        title: '',
        counts: each.issues,
        glance: () => glance(each),
        write: () => text(each, addressOf(each.image, at)),
      })),
      ...unscanned.map((each, at) => unscannedLine(each, addressOf(each.image, gathered.length + at))),
    ],
    goesOn: gathered.length === 0 ? 'More not scanned' : 'More first counts',
    more: (lines) => more(lines, gathered),
  };
};
