import type { LastComplete, ScanNewsAlert } from '../domain/alert.ts';
import { countsText, total } from './counts.ts';
import { day } from './day.ts';
import { tagName } from './image-name.ts';
import type { Markup } from './markup.ts';
import { notScanned } from './not-scanned.ts';
import { platformsOf, platformsText } from './platforms.ts';
import type { Telling } from './telling.ts';
import { inSentences, type Point, type Wording } from './wording.ts';

const HEADLINE = { before: 'NOT SCANNED: ', after: () => '. This does not mean clean.' };
const SILENCE = 'Silent from here until a scan succeeds or the reason changes.';

const stillOpen = ({ open }: LastComplete, markup: Markup): string => {
  if (total(open) === 0) return 'nothing open';
  // That nothing critical is open is worth saying here: it is what people would look up next.
  return `${open['CRITICAL'] ? '' : '0 critical, '}${countsText(open, markup)}; those stay open`;
};

const lastScan = ({ alert: { lastComplete: last }, record: { at }, markup }: Telling<ScanNewsAlert>): string =>
  last === null
    ? 'It never had a complete scan.'
    : `Last complete scan: ${tagName(last, 60, markup)}, ${day(last.scannedAt, at)}: ${stillOpen(last, markup)}.`;

const saidOf = ({ status, description }: ScanNewsAlert, markup: Markup): string =>
  description === null
    ? `${markup.text(status, 40)}, and no more.`
    : `${markup.text(description, 500)} (${markup.text(status, 40)})`;

/** The platforms concerned, where they are not all that the image has. */
const platformsPoint = ({ alert: { platforms }, image, markup }: Telling<ScanNewsAlert>): Point[] =>
  platforms.length === 0 || platformsOf(image).every((platform) => platforms.includes(platform))
    ? []
    : [['Platform', `only ${platformsText(platforms, markup)}`]];

/** An image's scanning failed, is not possible, or was lost. */
export const scanNewsWording = (telling: Telling<ScanNewsAlert>): Wording => {
  const { alert, markup } = telling;
  const { cause, remedy } = notScanned(alert);
  const said = saidOf(alert, markup);
  const last = lastScan(telling);
  const only = platformsPoint(telling);
  return {
    headline: HEADLINE,
    glance: HEADLINE,
    sentence: `${inSentences(only)} ECR says: ${said} ${last}`,
    points: [...only, ['ECR says', said], ['Usual cause', cause], ['Do', remedy], [null, last]],
    listed: [],
    most: 0,
    whole: true,
    description: null,
    small: [SILENCE],
    advisory: null,
  };
};
