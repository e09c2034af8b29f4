import type { PeopleAlert } from '../domain/alert.ts';
import type { Origin } from '../domain/origin.ts';
import type { Markup } from './markup.ts';
import type { Told } from './telling.ts';

export const COMMIT_HASH = /^[0-9a-f]{7,64}$/i;
/** As Git abbreviates it. */
const SHORT_HASH = 7;
const MAX_REVISION = 40;

/** Where the image that is told of comes from: the record knows it of its own image. */
export const originTold = ({ alert, record, image }: Told<PeopleAlert>): Origin | null => {
  const isOfImage = alert.kind !== 'round-up' && alert.kind !== 'posture-news' && image.digest === record.image.digest;
  // Records of releases before know of none.
  return isOfImage ? (record.origin ?? null) : null;
};

/** Such as `commit 3f9c2ab`, or `revision main` where it is no hash; null where only the source is known. */
export const revisionName = ({ revision }: Origin, markup: Markup): string | null => {
  if (revision === null) return null;
  return COMMIT_HASH.test(revision)
    ? `commit ${revision.slice(0, SHORT_HASH)}`
    : `revision ${markup.prose(revision, MAX_REVISION)}`;
};

/** What a link to its page is called. */
export const originPageName = ({ revision, url }: Origin): string =>
  revision !== null && url?.includes(encodeURIComponent(revision.toWellFormed())) ? 'Commit' : 'Source';
