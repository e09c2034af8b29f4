import type { SummaryAlert } from '../domain/alert.ts';
import { countBySeverity } from '../domain/count.ts';
import { toldTo } from '../domain/ledger.ts';
import type { Counts } from '../domain/scan.ts';
import { counted } from './details.ts';
import { ENGINES } from './engine.ts';
import type { Telling, Told } from './telling.ts';

const MAX_REPOSITORY = 100;
const CARRIED = 'What was open is carried over; nothing counts as resolved by it.';

/** What the receiver was told of, and the engine that scans now does not list. */
export const unlisted = ({ alert: { receiver }, record: { transitions, ledger } }: Told<SummaryAlert>): Counts =>
  countBySeverity(
    transitions
      .filter((each) => each.kind === 'unobserved' && each.cause === 'engine-switched')
      .flatMap(({ issue }) => ledger.issues[issue] ?? [])
      .filter((issue) => toldTo(issue, receiver) !== undefined),
  );

/** What stands above a list, and why it is told now, at length and in short. */
export interface Words {
  readonly before: string;
  /** What ends the headline. */
  readonly end?: string;
  readonly why: string;
  /** The same in short, where it is another. */
  readonly short?: string;
}

/** That another engine scans the image now. */
export const switchedWords = (
  { from, to }: NonNullable<SummaryAlert['switched']>,
  telling: Telling<SummaryAlert>,
): Words => {
  const { alert, image, markup } = telling;
  const gone = counted(`Told before, and not listed by ${ENGINES[to]}`, unlisted(telling), markup);
  const why = [
    `${markup.name(image.repository, MAX_REPOSITORY)} is scanned by ${ENGINES[to]} now, before by ${ENGINES[from]}.`,
    CARRIED,
    ...(alert.issues.length === 0 ? [] : [`Only ${to} scanning finds ${alert.issues.length} more.`]),
    ...(gone === null ? [] : [`${gone}; no longer watched, which does not mean fixed.`]),
  ];
  return {
    before: to === 'enhanced' ? 'Inspector now scans ' : 'Now basic scanning of ',
    end: ' more',
    why: why.join(' '),
    short: `${ENGINES[from]} did before. ${CARRIED}`,
  };
};
