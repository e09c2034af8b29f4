import type { LastComplete, ScanNewsAlert } from '../domain/alert.ts';
import type { Instant } from '../domain/image.ts';
import { context } from './block.ts';
import { countsText, total } from './counts.ts';
import { day } from './day.ts';
import { closing, opening, type Telling } from './frame.ts';
import { glance } from './headline.ts';
import { tagName } from './image-name.ts';
import { notScanned } from './not-scanned.ts';
import { shown } from './shown.ts';
import type { Draft } from './spread.ts';

const HEADLINE = { before: 'NOT SCANNED: ', after: () => '. This does not mean clean.' };
const SILENCE = 'Silent from here until a scan succeeds or the reason changes.';

const stillOpen = ({ open }: LastComplete): string => {
  if (total(open) === 0) return 'nothing open';
  // That nothing critical is open is worth saying here: it is what people would look up next.
  return `${open['CRITICAL'] ? '' : '0 critical, '}${countsText(open)}; those stay open`;
};

const lastScan = (last: LastComplete | null, at: Instant): string =>
  last === null
    ? 'It never had a complete scan.'
    : `Last complete scan: ${tagName(last, 60)}, ${day(last.scannedAt, at)}: ${stillOpen(last)}.`;

const saidOf = ({ status, description }: ScanNewsAlert): string =>
  description === null ? `${shown(status, 40)}, and no more.` : `${shown(description, 500)} (${shown(status, 40)})`;

/** An image's scanning failed, is not possible, or was lost. */
export const scanNewsDraft = (telling: Telling<ScanNewsAlert>): Draft => {
  const { alert, record } = telling;
  const { cause, remedy } = notScanned(alert);
  const said = saidOf(alert);
  const last = lastScan(alert.lastComplete, record.at);
  return {
    text: `${glance(HEADLINE, record.image)} ECR says: ${said} ${last}`,
    opening: opening(telling, HEADLINE, [`*ECR says:* ${said}`, `*Usual cause:* ${cause}`, `*Do:* ${remedy}`, last]),
    lines: [],
    most: 0,
    closing: [...context(SILENCE), ...closing(telling)],
  };
};
