import { columns } from '../records/columns.ts';
import { issueCells } from '../records/issue-cells.ts';
import { notScannedText } from '../records/not-scanned.ts';
import { counts, harmless, minute, originText, shortId } from '../records/words.ts';
import { platformOf } from '../show/part.ts';
import type { Knowledge, Known } from './find-known.ts';
import type { Meaning } from './find-meaning.ts';
import type { Sourced } from './sourced.ts';
import { toldOf } from './told-of.ts';

type Rows = readonly (readonly string[])[];

/** Where an image comes from and what was known of it, as people read it. */
export const forTerminal = (sourced: Sourced): string => {
  const { repository, registry, at, tagged, unwatched } = sourced;
  const name = tagged === null ? repository : `${repository}:${tagged.tag}`;
  const known = sourced.knowledge.filter((each) => each.known !== null);
  return [
    `${name} · at ${minute(at)} · ${registry.account} ${registry.region} · times in UTC`,
    ...(unwatched === null ? [] : [unwatched]),
    '',
    ...columns([...imageRows(sourced), ...(known.length === 0 ? [['open', unknownText(sourced)]] : [])]),
    ...known.flatMap((each) => knownLines(each, sourced.knowledge.length > 1)),
    '',
  ].join('\n');
};

const imageRows = ({ digest, tagged, pushedAt, tagsNow, origin, whyNoCommit }: Sourced): Rows => [
  ['digest', digest],
  ...(tagged === null ? [] : [['meant', meaningText(tagged.meaning)]]),
  ['pushed', pushedAt === null ? 'nobody knows when' : minute(pushedAt)],
  ['tags now', tagsNow === null ? 'none: ECR has the image no more, or archived it' : tagsText(tagsNow)],
  ['from', fromText({ origin, whyNoCommit })],
];

/** Never more than is known: moves before the first deployment are not. */
const meaningText = ({ since, until }: Meaning): string => {
  if (since === null)
    return 'by what ECR says now; since when nobody knows: moves of tags are known from the first deployment on';
  return `from ${minute(since)} ${until === null ? 'on' : `until ${minute(until)}`}`;
};

const tagsText = (tags: readonly string[]): string => tags.map(harmless).join(', ') || 'none';

const fromText = ({ origin, whyNoCommit }: Pick<Sourced, 'origin' | 'whyNoCommit'>): string => {
  const unknown = whyNoCommit === null ? '' : `nobody knows: ${harmless(whyNoCommit)}`;
  if (origin === null) return unknown;
  return unknown === '' ? originText(origin) : `${originText(origin)}, the commit ${unknown}`;
};

/** Not scanned is not clean. */
const unknownText = ({ knowledge }: Sourced): string => {
  if (knowledge.length === 0) return 'nobody knows: nothing of the repository was evaluated yet';
  const [cleanSince] = knowledge.flatMap((each) => each.cleanSince ?? []);
  if (cleanSince !== undefined) return `none: its scan of ${minute(cleanSince)} found nothing`;
  const [next] = knowledge.flatMap((each) => each.next ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return next === undefined
    ? 'nobody knows: no record has the image, be it not scanned, or with the same issues as the one before it'
    : `nobody knew: the first record that has the image is ${shortId(next.recordKey)} of ${minute(next.at)}`;
};

const MOST_LISTED = 10;

/** @param isSplit - whether the repository has other lineages */
const knownLines = ({ known, lineage, isOver }: Knowledge, isSplit: boolean): readonly string[] => {
  if (known === null) return [];
  const { record, recordKey, open, notScanned } = known;
  const facts = [
    ...(isSplit ? [['lineage', lineage]] : []),
    ['known by', `record ${shortId(recordKey)} of ${minute(record.at)}${platformsText(known)}`],
    ...(isOver ? [['', 'not watched any more by then: what was disclosed since is not counted']] : []),
    ['open', open.length === 0 && notScanned.length > 0 ? 'nobody knows' : counts(open)],
    ...notScanned.map((each) => ['not scanned', notScannedText(each)]),
    ...toldRows(known),
  ];
  const more = open.length - MOST_LISTED;
  return [
    '',
    ...columns(facts),
    ...(open.length === 0 ? [] : ['', 'open in it']),
    ...columns(open.slice(0, MOST_LISTED).map((issue) => issueCells(issue, record.image))).map((row) => `  ${row}`),
    ...(more > 0 ? [`  ${more} more: see --json`] : []),
  ];
};

const platformsText = ({ heads }: Known): string => {
  const platforms = [
    ...new Set(heads.flatMap(({ platform }) => (platform === null ? [] : [platformOf({ platform })]))),
  ];
  return platforms.length === 0 ? '' : `, ${platforms.join(', ')}`;
};

const toldRows = ({ open }: Known): Rows => {
  const told = toldOf(open).map(
    ({ receiver, issues, last }) => `${harmless(receiver)}: ${counts(issues)}, last ${minute(last)}`,
  );
  return open.length === 0
    ? []
    : (told.length === 0 ? ['nobody'] : told).map((text, at) => [at === 0 ? 'told' : '', text]);
};
