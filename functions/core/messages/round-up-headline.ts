import type { RoundUpAlert } from '../domain/alert.ts';
import { sumOf } from './counts.ts';
import { howMany, images, isOfSeveral } from './gathered.ts';
import { type Headline, thenCounts } from './headline.ts';
import { imageName, SHORTEST_NAME } from './image-name.ts';
import { NOT_CLEAN } from './scan-news.ts';
import type { Telling } from './telling.ts';

/** What stands above a round-up, and where only one line is seen. */
interface Headlines {
  readonly headline: Headline;
  readonly glance: Headline;
}

/** A round-up of one image whose first count it is. */
const firstCount = ({ alert: { gathered }, markup }: Telling<RoundUpAlert>): Headlines => {
  const headline = { before: 'First count of ', after: thenCounts(gathered[0]?.issues ?? {}, markup) };
  return { headline, glance: headline };
};

const NOT_SCANNED = { before: 'NOT SCANNED: ', after: () => NOT_CLEAN };

const ofOne = (telling: Telling<RoundUpAlert>): Headlines =>
  telling.alert.gathered.length === 1 ? firstCount(telling) : { headline: NOT_SCANNED, glance: NOT_SCANNED };

const ofSeveral = ({ alert: { gathered, unscanned }, image, markup }: Telling<RoundUpAlert>): Headlines => {
  const others = unscanned.length === 0 ? '' : `, ${unscanned.length} not scanned`;
  const before = `First count of ${howMany(gathered)}`;
  const counts = thenCounts(sumOf(gathered.map(({ issues }) => issues)), markup, others);
  const headline = (max: number): string => before + counts(max - before.length);
  const glance = (max: number): string => {
    const start = `${headline(max)}, worst `;
    const room = max - start.length;
    const name = imageName(image, Math.max(room, SHORTEST_NAME), markup);
    return name.length > room ? headline(max) : start + name;
  };
  return { headline, glance };
};

/** Of several images none of which was scanned. */
const ofUnscanned = ({ alert: { unscanned } }: Telling<RoundUpAlert>): Headlines => {
  const headline = (): string => `NOT SCANNED: ${images(unscanned.length)}${NOT_CLEAN}`;
  return { headline, glance: headline };
};

/** Of a round-up: what it counts, and what it could not count. */
export const roundUpHeadlines = (telling: Telling<RoundUpAlert>): Headlines => {
  if (!isOfSeveral(telling.alert)) return ofOne(telling);
  return telling.alert.gathered.length === 0 ? ofUnscanned(telling) : ofSeveral(telling);
};
