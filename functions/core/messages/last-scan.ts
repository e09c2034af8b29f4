import type { LastComplete } from '../domain/alert.ts';
import { countsText, total } from './counts.ts';
import { day } from './day.ts';
import { tagName } from './image-name.ts';
import type { Telling } from './telling.ts';

const MAX_TAG = 60;

/**
 * What the complete scan says that is left; what never had one says so.
 *
 * @param becomes - what becomes of the issues that are open by it, such as `those stay open`
 */
export const lastScan = (last: LastComplete | null, becomes: string, { record: { at }, markup }: Telling): string => {
  if (last === null) return 'It never had a complete scan.';
  const { open, scannedAt } = last;
  // That nothing critical is open is worth saying here: it is what people would look up next.
  const counts = `${open['CRITICAL'] ? '' : '0 critical, '}${countsText(open, markup)}; ${becomes}`;
  return `Last complete scan: ${tagName(last, MAX_TAG, markup)}, ${day(scannedAt, at)}: ${total(open) === 0 ? 'nothing open' : counts}.`;
};
