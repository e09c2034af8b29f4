import type { GatheredNews, GatheredSummary } from '../../functions/core/domain/alert.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { EvaluationRecord } from '../../functions/core/domain/record.ts';
import { countsText } from '../../functions/core/messages/counts.ts';
import { inUseText } from '../../functions/core/messages/in-use.ts';
import { unscannedText } from '../../functions/core/messages/not-scanned.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';
import { issuesOf } from '../records/alert-issues.ts';
import { alertText, routesText } from '../records/alert-text.ts';
import { arrivalText, type ToldAlert } from '../records/arrival.ts';
import { changeName, changesOf } from '../records/change.ts';
import { columns } from '../records/columns.ts';
import { issueCells } from '../records/issue-cells.ts';
import { notScannedIn, notScannedText } from '../records/not-scanned.ts';
import { counts, harmless, imageText, minute, originText, shortDigest, shortId } from '../records/words.ts';
import { partCells, platformOf } from './part.ts';

interface Shown {
  readonly recordKey: string;
  readonly record: EvaluationRecord;
  readonly told: readonly ToldAlert[];
}

/** All that a record says, as people read it. */
export const forTerminal = ({ recordKey, record, told }: Shown): string => {
  const sections = [
    ...section(
      'parts',
      record.image.parts.map((part) => partCells(part, record)),
    ),
    ...section('changes', changeRows(record)),
    ...section('not scanned', notScannedRows(record)),
    ...section('live images from then on', headRows(record)),
    ...told.flatMap((each) => alertSection(each, record)),
    ...section('ledger from then on', ledgerRows(record)),
  ];
  return [...columns(factRows(recordKey, record)), ...sections, ''].join('\n');
};

type Rows = readonly (readonly string[])[];

const section = (title: string, rows: Rows): readonly string[] =>
  rows.length === 0 ? ['', `${title}: none`] : ['', title, ...columns(rows).map((line) => `  ${line}`)];

const factRows = (recordKey: string, record: EvaluationRecord): Rows => {
  const { image, origin, lineage, registry, version, trigger, policyHash, previous, at } = record;
  return [
    ['record', recordKey],
    ...(record.drill ? [['drill', 'made up by tallyman drill: no image has it']] : []),
    ['at', `${minute(at)} UTC`],
    ['lineage', `${lineage}, version ${version}`],
    ['registry', `${registry.account} ${registry.region}`],
    ['image', imageText(image)],
    ['tags', image.tags.map(harmless).join(', ') || 'none'],
    ['digest', image.digest],
    ['pushed', minute(image.pushedAt)],
    ...(origin ? [['from', originText(origin)]] : []),
    ['trigger', harmless(trigger)],
    ['policy', policyHash],
    ['previous', previous ?? 'none: it is the first'],
  ];
};

const changeRows = (record: EvaluationRecord): Rows =>
  changesOf(record).flatMap((change) =>
    change.issues.map((issue, at) => [at === 0 ? changeName(change) : '', ...issueCells(issue, record.image)]),
  );

const notScannedRows = (record: EvaluationRecord): Rows =>
  notScannedIn(record).map((each) => [`since ${minute(each.since)}`, notScannedText(each)]);

const headRows = ({ heads }: EvaluationRecord): Rows =>
  heads.map(({ line, platform, digest, image, tags, scannedAt, liveUntil, engine, inUse, leads }) => [
    harmless(line),
    platformOf({ platform }),
    tags.map(harmless).join(', ') || 'no tag',
    digest === image ? shortDigest(digest) : `${shortDigest(digest)} of ${shortDigest(image)}`,
    `scanned ${minute(scannedAt)}, ${engine}`,
    leads ? `live until ${minute(liveUntil)}` : 'live while in use',
    inUse === null ? '' : inUseText(inUse),
  ]);

const alertSection = ({ alert, arrival }: ToldAlert, record: EvaluationRecord): readonly string[] => {
  const { says, remedy } = arrivalText(arrival);
  const { issues, fixable, resolved, unobserved } = issuesOf(alert, record.ledger.issues);
  const named = (list: string, its: readonly Issue[]): Rows =>
    its.map((issue, at) => [at === 0 ? list : '', ...issueCells(issue, record.image)]);
  const rows = [
    ['says', alertText(alert, record.ledger.issues)],
    ['by', routesText(alert)],
    ...(alert.mention.length === 0 ? [] : [['calls', alert.mention.map(harmless).join(', ')]]),
    ['delivery', remedy === null ? says : `${says} → ${remedy}`],
  ];
  return section(`alert to ${harmless(alert.receiver)}`, [
    ...rows,
    ...named('names', issues),
    ...named('fixable', fixable),
    ...named('resolved', resolved),
    ...named('unobserved', unobserved),
    ...(alert.kind === 'round-up'
      ? [...alert.gathered.map(gatheredCells), ...alert.unscanned.map(unscannedCells)]
      : []),
  ]);
};

const gatheredCells = ({ recordKey, image, issues }: GatheredSummary): readonly string[] => [
  'gathers',
  imageText(image),
  countsText(issues, PLAIN),
  `record ${shortId(recordKey)}`,
];

const unscannedCells = (news: GatheredNews): readonly string[] => [
  'not scanned',
  imageText(news.image),
  unscannedText(news, PLAIN),
  `record ${shortId(news.recordKey)}`,
];

const ledgerRows = ({ ledger: { issues } }: EvaluationRecord): Rows =>
  [...Map.groupBy(issues, ({ state }) => state)].map(([state, its]) => [state, counts(its)]);
