import type { Registry } from '../../functions/core/domain/image.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';
import { columns } from '../records/columns.ts';
import { day, harmless, minute, NO_RECORD, shortDigest, shortId } from '../records/words.ts';
import type { Ignored } from './ignored.ts';
import type { Line, Lineage, Live } from './lines.ts';
import type { PlacedImage } from './with-parts.ts';

/** A repository as it stands now. */
export interface RepositoryNow {
  readonly repository: string;
  readonly registry: Registry;
  /** Why nothing of it is evaluated; null where it is. */
  readonly unwatched: string | null;
  /** How many images have a tag. */
  readonly tagged: number;
  readonly lineages: readonly Lineage<PlacedImage>[];
  readonly ignored: readonly Ignored[];
}

/** How a repository's images fall into lines, as people read it. */
export const forTerminal = (now: RepositoryNow): string => {
  const { repository, registry, unwatched, tagged, lineages, ignored } = now;
  const images = tagged === 1 ? '1 image has a tag' : `${tagged} images have a tag`;
  return [
    `${repository} · ${registry.account} ${registry.region} · ${images} · times in UTC`,
    ...(unwatched === null ? [] : [unwatched]),
    ...lineages.flatMap(lineageLines),
    ...ignoredLines(ignored),
    '',
  ].join('\n');
};

const latestText = ({ isKnown, recordKey }: Lineage<PlacedImage>): string => {
  if (recordKey !== null) return `latest record ${shortId(recordKey)}`;
  return isKnown ? NO_RECORD : 'nothing was evaluated yet';
};

const lineageLines = (its: Lineage<PlacedImage>): readonly string[] => {
  const { lineage, lines } = its;
  const rows = columns(lines.flatMap(lineRows));
  return [
    '',
    `lineage ${lineage}: ${latestText(its)}`,
    ...(rows.length === 0 ? ['no image is in it'] : rows).map((row) => `  ${row}`),
  ];
};

const lineRows = ({ line, count, shown }: Line<PlacedImage>): readonly (readonly string[])[] => {
  const more = count - shown.filter(({ hasTagOfLine }) => hasTagOfLine).length;
  const rows = shown.map((image) => ['', ...imageCells(image)]);
  const title = `${harmless(line)}${shown.some(({ live }) => live.length > 0) ? '' : ' (none is live)'}`;
  return [[title], ...rows, ...(more > 0 ? [['', `${more} more`]] : [])];
};

const MOST_TAGS = 3;

const imageCells = (image: PlacedImage): readonly string[] => {
  const { tags, platforms, digest, pushedAt, live } = image;
  const some = tags.slice(0, MOST_TAGS).map((tag) => PLAIN.name(tag, 60));
  const more = tags.length > MOST_TAGS ? [`${tags.length - MOST_TAGS} more`] : [];
  return [
    live.length > 0 ? 'live' : '',
    [...some, ...more].join(', ') || 'no tag',
    platforms.map(harmless).join(', '),
    shortDigest(digest),
    `pushed ${minute(pushedAt)}`,
    [...liveNotes(live, platforms), ...otherNotes(image)].join('; '),
  ];
};

const liveNotes = (live: readonly Live[], platforms: readonly string[]): readonly string[] => {
  const [first] = live;
  if (first === undefined) return [];
  const only = live.length < platforms.length ? ` on ${live.map(({ platform }) => platform).join(', ')} alone` : '';
  return [`live${only} until ${day(first.until)}`];
};

const otherNotes = ({ partOf, tags, hasTagOfLine }: PlacedImage): readonly string[] => [
  ...(partOf === null ? [] : [`part of ${shortDigest(partOf)}`]),
  ...(hasTagOfLine || tags.length === 0 ? [] : ['its tag of this line is seen no more']),
];

const MOST_IGNORED = 5;

const ignoredLines = (ignored: readonly Ignored[]): readonly string[] => {
  if (ignored.length === 0) return [];
  const rows = ignored.map(({ glob, tags }) => {
    const some = tags.slice(0, MOST_IGNORED).map((tag) => PLAIN.name(tag, 60));
    const more = tags.length > MOST_IGNORED ? [`${tags.length - MOST_IGNORED} more`] : [];
    return [glob, [...some, ...more].join(', ')];
  });
  return ['', 'tags that ignore of the policy leaves out', ...columns(rows).map((row) => `  ${row}`)];
};
