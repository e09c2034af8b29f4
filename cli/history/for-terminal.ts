import type { Registry } from '../../functions/core/domain/image.ts';
import { alertText, routesText } from '../records/alert-text.ts';
import { arrivalText, type ToldAlert } from '../records/arrival.ts';
import { changeName, changesOf } from '../records/change.ts';
import { newlyNotScanned, notScannedText } from '../records/not-scanned.ts';
import { counts, harmless, imageText, minute, NO_RECORD, originText, shortId, worstNames } from '../records/words.ts';
import type { KeptRecord } from './read-history.ts';

/** A record, and what became of its alerts. */
export interface ToldRecord extends KeptRecord {
  readonly told: readonly ToldAlert[];
}

/** What was told of a repository, as far back as was asked. */
export interface ToldHistory {
  readonly repository: string;
  readonly registry: Registry;
  /** Newest first. */
  readonly records: readonly ToldRecord[];
  /** At most so many were left out. */
  readonly older: number;
}

/** A history, newest first, as people read it. */
export const forTerminal = ({ repository, registry, records, older }: ToldHistory): string => {
  const head = `${repository} · ${registry.account} ${registry.region} · times in UTC`;
  return [head, '', ...records.flatMap((each) => [...recordLines(each), '']), restText(records.length, older), ''].join(
    '\n',
  );
};

const restText = (shown: number, older: number): string => {
  if (older > 0) return `at most ${older} older: see --limit and --since`;
  return shown > 0 ? 'nothing is older' : NO_RECORD;
};

const MOST_NAMED = 3;
/** As wide as `escalated from CRITICAL`, the longest that is not somebody's name. */
const NAME_WIDTH = 25;

const recordLines = ({ recordKey, record, told }: ToldRecord): readonly string[] => {
  const changes = changesOf(record).map((change) =>
    line(changeName(change), `${counts(change.issues)}: ${worstNames(change.issues, MOST_NAMED)}`),
  );
  const news = newlyNotScanned(record).map((each) => line('not scanned', notScannedText(each)));
  const alerts = told.flatMap((each) => toldLines(each, record));
  return [
    `${minute(record.at)}  ${imageText(record.image)}  record ${shortId(recordKey)}`,
    ...(record.origin ? [line('from', originText(record.origin))] : []),
    ...orElse([...changes, ...news], 'no change'),
    ...orElse(alerts, 'told nobody'),
  ];
};

const orElse = (lines: readonly string[], otherwise: string): readonly string[] =>
  lines.length === 0 ? [line(otherwise, '')] : lines;

const line = (name: string, text: string): string => `  ${`${name}  `.padEnd(NAME_WIDTH)}${text}`.trimEnd();

const toldLines = ({ alert, arrival }: ToldAlert, { ledger }: ToldRecord['record']): readonly string[] => {
  const { says, remedy } = arrivalText(arrival);
  return [
    line(`told ${harmless(alert.receiver)}`, alertText(alert, ledger.issues)),
    line('', `by ${routesText(alert)}`),
    line('', says),
    ...(remedy === null ? [] : [line('', `→ ${remedy}`)]),
  ];
};
