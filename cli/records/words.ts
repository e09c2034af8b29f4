import { countBySeverity } from '../../functions/core/domain/count.ts';
import type { Image, Instant } from '../../functions/core/domain/image.ts';
import type { Issue } from '../../functions/core/domain/ledger.ts';
import type { Origin } from '../../functions/core/domain/origin.ts';
import { countsText } from '../../functions/core/messages/counts.ts';
import { imageName } from '../../functions/core/messages/image-name.ts';
import { webAddress } from '../../functions/core/messages/links.ts';
import { COMMIT_HASH } from '../../functions/core/messages/origin.ts';
import { platformsOf, platformsText } from '../../functions/core/messages/platforms.ts';
import { PLAIN } from '../../functions/core/messages/sns/plain.ts';

/** Somebody else's text on one line; what would steer a terminal is taken out. */
export const harmless = (text: string): string => PLAIN.text(text, 500);

/** Of a lineage that is known, and of which nothing was worth keeping. */
export const NO_RECORD = 'no record yet: no scan of it found anything';

/** In UTC, such as `2026-11-21 08:00`. */
export const minute = (instant: Instant): string => instant.slice(0, 16).replace('T', ' ');

/** Such as `2026-11-21`. */
export const day = (instant: Instant): string => instant.slice(0, 10);

/** As much of a record's id as alerts print: `tallyman show` takes it. */
export const shortId = (recordKey: string): string => recordKey.replace(/^records\//, '').slice(0, 12);

/** `sha256:` and twelve digits, as `docker images --digests` is searched by. */
export const shortDigest = (digest: string): string => digest.slice(0, 19);

/** Such as `payments/api:v1.4.2 (linux/amd64, linux/arm64)`. */
export const imageText = (image: Image): string => {
  const platforms = platformsText(platformsOf(image), PLAIN);
  return `${imageName(image, 400, PLAIN)}${platforms === '' ? '' : ` (${platforms})`}`;
};

/** Such as `commit 3f9c2ab41d0e https://github.com/acme/api/commit/3f9c2ab41d0e`: the hash whole, as Git takes it. */
export const originText = ({ revision, url }: Origin): string => {
  const what =
    revision === null ? 'source' : `${COMMIT_HASH.test(revision) ? 'commit' : 'revision'} ${harmless(revision)}`;
  return [what, webAddress(url) ?? ''].join(' ').trimEnd();
};

/** Such as `2 critical, 14 high`; `none` where there are none. */
export const counts = (issues: readonly Pick<Issue, 'severity'>[]): string =>
  countsText(countBySeverity(issues), PLAIN) || 'none';

/** Such as `CVE-2026-1234 openssl`. */
const issueName = ({ vulnerability, packageName }: Issue): string =>
  [vulnerability, packageName ?? '(unknown package)'].map((part) => PLAIN.name(part, 60)).join(' ');

/** Such as `CVE-2026-1234 openssl, CVE-2026-2 zlib, 13 more`. */
export const worstNames = (worstFirst: readonly Issue[], most: number): string => {
  const more = worstFirst.length - most;
  return [...worstFirst.slice(0, most).map(issueName), ...(more > 0 ? [`${more} more`] : [])].join(', ');
};
