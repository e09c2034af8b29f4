import type { RoundUpAlert } from '../domain/alert.ts';
import { sumOf } from './counts.ts';
import { counted, said, unknownSeverities } from './details.ts';
import { howMany, isOfSeveral } from './gathered.ts';
import { type Headline, thenCounts } from './headline.ts';
import { imageName, SHORTEST_NAME } from './image-name.ts';
import { FROM_NOW_ON } from './summary.ts';
import type { Telling } from './telling.ts';
import type { Point, Wording } from './wording.ts';

const MAX_NAME = 100;

interface Headlines {
  readonly headline: Headline;
  readonly glance: Headline;
}

const ofOne = ({ alert: { gathered }, markup }: Telling<RoundUpAlert>): Headlines => {
  const headline = { before: 'First count of ', after: thenCounts(gathered[0]?.issues ?? {}, markup) };
  return { headline, glance: headline };
};

const ofSeveral = ({ alert: { gathered }, image, markup }: Telling<RoundUpAlert>): Headlines => {
  const before = `First count of ${howMany(gathered)}`;
  const counts = thenCounts(sumOf(gathered.map(({ issues }) => issues)), markup);
  const headline = (max: number): string => before + counts(max - before.length);
  const glance = (max: number): string => {
    const start = `${headline(max)}, worst `;
    const room = max - start.length;
    const name = imageName(image, Math.max(room, SHORTEST_NAME), markup);
    return name.length > room ? headline(max) : start + name;
  };
  return { headline, glance };
};

const pointsOfOne = (below: string): Point[] => [
  ['Why now', `this is its first complete scan. ${FROM_NOW_ON}${below}`],
  ['Do', 'look at its page in ECR, which lists what was found.'],
];

const pointsOfSeveral = ({ image, markup }: Telling<RoundUpAlert>, below: string): Point[] => [
  ['Why now', `these are their first complete scans, told together. ${FROM_NOW_ON}${below}`],
  ['Do first', `look at ${imageName(image, MAX_NAME, markup)}, the worst; its page in ECR lists what was found.`],
];

/** First counts of several lineages, in one message. */
export const roundUpWording = (telling: Telling<RoundUpAlert>): Wording => {
  const { alert, markup } = telling;
  const { gathered } = alert;
  const isOne = !isOfSeveral(alert);
  const allBelow = counted('Below your threshold', sumOf(gathered.map(({ below }) => below)), markup);
  const below = allBelow === null ? '' : ` ${allBelow}.`;
  const severities = gathered.flatMap(({ issues }) => Object.keys(issues)).map((severity) => ({ severity }));
  return {
    ...(isOne ? ofOne(telling) : ofSeveral(telling)),
    sentence: `. ${FROM_NOW_ON}`,
    points: isOne ? pointsOfOne(below) : pointsOfSeveral(telling, below),
    listed: [],
    most: Number.POSITIVE_INFINITY,
    whole: true,
    description: null,
    small: said([unknownSeverities(severities, markup)]),
    advisory: null,
  };
};
