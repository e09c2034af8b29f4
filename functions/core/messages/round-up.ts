import type { RoundUpAlert } from '../domain/alert.ts';
import { sumOf } from './counts.ts';
import { counted, said, unknownSeverities } from './details.ts';
import { images, isOfSeveral } from './gathered.ts';
import { imageName } from './image-name.ts';
import type { Point } from './point.ts';
import { roundUpHeadlines } from './round-up-headline.ts';
import { NOT_CLEAN, newsPoints, SILENCE } from './scan-news.ts';
import { FROM_NOW_ON } from './summary.ts';
import type { Telling } from './telling.ts';
import type { Wording } from './wording.ts';

const MAX_NAME = 100;

const countPoints = (telling: Telling<RoundUpAlert>): Point[] => {
  const { alert, image, markup } = telling;
  const { gathered } = alert;
  const allBelow = counted('Below your threshold', sumOf(gathered.map(({ below }) => below)), markup);
  const below = allBelow === null ? '' : ` ${allBelow}.`;
  if (gathered.length === 0) return [];
  if (!isOfSeveral(alert))
    return [
      ['Why now', `this is its first complete scan. ${FROM_NOW_ON}${below}`],
      ['Do', 'look at its page in ECR, which lists what was found.'],
    ];
  const scans = gathered.length === 1 ? 'this is its first complete scan' : 'these are their first complete scans';
  return [
    ['Why now', `${scans}, told together. ${FROM_NOW_ON}${below}`],
    ['Do first', `look at ${imageName(image, MAX_NAME, markup)}, the worst; its page in ECR lists what was found.`],
  ];
};

const unscannedPoints = (telling: Telling<RoundUpAlert>): Point[] => {
  const { gathered, unscanned } = telling.alert;
  const [first] = unscanned;
  if (first === undefined) return [];
  if (!isOfSeveral(telling.alert)) return newsPoints(first, telling);
  return gathered.length === 0
    ? [['Why now', 'none of these has a complete scan; they are told together.']]
    : [['Not scanned', `${images(unscanned.length)}, listed after the counts${NOT_CLEAN}`]];
};

/** First counts of several lineages, and images that are not scanned, in one message. */
export const roundUpWording = (telling: Telling<RoundUpAlert>): Wording => {
  const { alert, markup } = telling;
  const severities = alert.gathered.flatMap(({ issues }) => Object.keys(issues)).map((severity) => ({ severity }));
  return {
    ...roundUpHeadlines(telling),
    sentence: alert.gathered.length === 0 ? '' : `. ${FROM_NOW_ON}`,
    points: [...countPoints(telling), ...unscannedPoints(telling)],
    listed: [],
    most: Number.POSITIVE_INFINITY,
    whole: true,
    description: null,
    small: said([alert.unscanned.length === 0 ? null : SILENCE, unknownSeverities(severities, markup)]),
    advisory: null,
  };
};
