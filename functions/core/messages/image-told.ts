import type { PeopleAlert } from '../domain/alert.ts';
import type { Image } from '../domain/image.ts';
import type { Head } from '../domain/lineage.ts';
import type { EvaluationRecord } from '../domain/record.ts';
import { openIndexes } from './telling.ts';

/** Whether the image that the evaluation was about is head of nothing any more. */
export const isGone = ({ heads, image: { digest } }: EvaluationRecord): boolean =>
  heads.every(({ image }) => image !== digest);

/** The image to call by name: what is open is in a live one, though the evaluation was about one that is gone. */
export const imageTold = (alert: PeopleAlert, record: EvaluationRecord): Image => {
  const [worst] = openIndexes(alert);
  if (worst === undefined || !isGone(record)) return record.image;
  const digests = new Set(record.ledger.issues[worst]?.occurrences.map(({ digest }) => digest));
  const having = record.heads.filter(({ digest }) => digests.has(digest));
  const [newest] = having.toSorted((a, b) => (a.pushedAt < b.pushedAt ? 1 : -1));
  return newest === undefined ? record.image : imageOf(newest, record);
};

/** The image as its heads know it. */
const imageOf = (
  { image: digest, tags, pushedAt }: Head,
  { heads, image: { repository } }: EvaluationRecord,
): Image => {
  const parts = heads.filter(({ image }) => image === digest).map((head) => [head.digest, head.platform] as const);
  const distinct = [...new Map(parts)].map(([part, platform]) => ({ digest: part, platform }));
  return { repository, digest, tags, pushedAt, parts: distinct };
};
