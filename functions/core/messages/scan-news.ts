import type { LastComplete, ScanNewsAlert } from '../domain/alert.ts';
import { endOf } from '../domain/scan-status.ts';
import { lastScan } from './last-scan.ts';
import type { Markup } from './markup.ts';
import { type News, notScanned } from './not-scanned.ts';
import { platformsOf, platformsText } from './platforms.ts';
import { inSentences, type Point } from './point.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

export const NOT_CLEAN = '. This does not mean clean.';
const HEADLINE = { before: 'NOT SCANNED: ', after: () => NOT_CLEAN };
export const SILENCE = 'Silent from here until a scan succeeds or the reason changes.';
export const STAY_OPEN = 'those stay open';
const NOT_WATCHED = 'those that no other image has are no longer watched, which does not mean fixed';

/** What becomes of what is open by the scan before: an image that is scanned no more has nothing to tell of its own. */
const becomes = ({ status }: ScanNewsAlert, last: LastComplete | null, { image }: Telling): string => {
  const isItsOwn = image.digest === last?.digest || image.parts.some(({ digest }) => digest === last?.digest);
  return isItsOwn && endOf(status) !== null ? NOT_WATCHED : STAY_OPEN;
};

const saidOf = ({ status, description }: News, markup: Markup): string =>
  description === null
    ? `${markup.text(status, 40)}, and no more.`
    : `${markup.text(description, 500)} (${markup.text(status, 40)})`;

/** The platforms concerned, where they are not all that the image has. */
const platformsPoint = ({ alert: { platforms }, image, markup }: Telling<ScanNewsAlert>): Point[] =>
  platforms.length === 0 || platformsOf(image).every((platform) => platforms.includes(platform))
    ? []
    : [['Platform', `only ${platformsText(platforms, markup)}`]];

/** What is known of an image that is not scanned. */
export const newsPoints = (news: News, telling: Telling): Point[] => {
  const { meaning, cause, remedy } = notScanned(news, telling);
  return [
    ['ECR says', saidOf(news, telling.markup)],
    ['This means', meaning],
    ['Usual cause', cause],
    ['Do', remedy],
  ];
};

/** An image's scanning failed, is not possible, or was lost. */
export const scanNewsWording = (telling: Telling<ScanNewsAlert>): Wording => {
  const { alert } = telling;
  const last = lastScan(alert.lastComplete, becomes(alert, alert.lastComplete, telling), telling);
  const only = platformsPoint(telling);
  return {
    headline: HEADLINE,
    glance: HEADLINE,
    sentence: `${inSentences(only)} ECR says: ${saidOf(alert, telling.markup)} ${last}`,
    points: [...only, ...newsPoints(alert, telling), [null, last]],
    listed: [],
    most: 0,
    whole: true,
    description: null,
    small: [SILENCE],
    advisory: null,
  };
};
