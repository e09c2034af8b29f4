import fc from 'fast-check';
import type { Finding } from '../../functions/core/domain/finding.ts';
import type { Image, Part } from '../../functions/core/domain/image.ts';
import { issueKey, type Ledger } from '../../functions/core/domain/ledger.ts';
import type { Head } from '../../functions/core/domain/lineage.ts';
import type { Policy } from '../../functions/core/domain/policy.ts';
import { rank, SEVERITIES, type Severity } from '../../functions/core/domain/severity.ts';
import {
  aBotReceiver,
  aDigest,
  aFinding,
  anImage,
  anIndex,
  aPattern,
  aPolicy,
  aRoute,
  aSecurityHubReceiver,
} from './builders.ts';

// Few names, so that images, lines, parts and issues meet: 4 images, two of them indexes that share a part, of
// 2 platforms; 6 vulnerabilities in 3 packages; and 4 tags in 3 lines.

const AMD = 'linux/amd64';
const ARM = 'linux/arm64';

/** As they are pushed, without tags. */
const IMAGES: readonly Image[] = [
  anImage({ digest: aDigest('1'), tags: [], pushedAt: '2026-10-01T00:00:00.000Z' }),
  anIndex(
    { [AMD]: aDigest('2'), [ARM]: aDigest('3') },
    { digest: aDigest('a'), tags: [], pushedAt: '2026-10-02T00:00:00.000Z' },
  ),
  anIndex(
    { [AMD]: aDigest('4'), [ARM]: aDigest('3') },
    { digest: aDigest('b'), tags: [], pushedAt: '2026-10-03T00:00:00.000Z' },
  ),
  anImage({ digest: aDigest('5'), tags: [], pushedAt: '2026-10-03T00:00:00.000Z' }),
];

const TAGS = ['v1.0.0', 'v1.1.0', 'pr-7', 'prod'];

/** The line of each tag, written out. */
const LINES: Readonly<Record<string, string>> = {
  'v1.0.0': 'v*.*.*',
  'v1.1.0': 'v*.*.*',
  'pr-7': 'pr-*',
  prod: 'prod',
};

/** One of the images, by its place. */
export const anyImage = fc.nat({ max: IMAGES.length - 1 });
export const anyTag = fc.constantFrom(...TAGS);

/** The tag that an image is first pushed with; the last one may be pushed without. */
export const firstTag = (place: number): string | null => (place === IMAGES.length - 1 ? null : (TAGS[place] ?? null));

export const imageAt = (place: number): Image => IMAGES[place] ?? anImage();

export const anyFindings: fc.Arbitrary<readonly Finding[]> = fc.array(
  fc
    .record({
      vulnerability: fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3', 'CVE-4', 'CVE-5', 'CVE-6'),
      packageName: fc.constantFrom('openssl', 'zlib', null),
      severity: fc.constantFrom('LOW', 'HIGH', 'CRITICAL', 'UNDEFINED', 'ODD'),
      version: fc.constantFrom('1', '2'),
      fixable: fc.constantFrom(null, null, false, true),
      exploited: fc.constantFrom(null, null, false, true),
      epss: fc.constantFrom(null, 0.02, 0.5),
      score: fc.constantFrom(null, 5, 9.8),
      suppressed: fc.constantFrom(false, false, false, true),
    })
    .map(({ score, ...finding }) => aFinding({ ...finding, cvss: score === null ? null : { score, vector: null } })),
  { maxLength: 4 },
);

const anyThreshold = fc.constantFrom(null, ...SEVERITIES);

/** `payments` owns some tags, `platform` has the rest, `hub` hears of all that is bad enough. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    owner: anyThreshold,
    rest: anyThreshold,
    hub: anyThreshold,
    glob: fc.constantFrom('v*', 'pr-*', 'prod', '*'),
    not: fc.constantFrom(null, 'prod', 'v1.1.*'),
    facts: fc.constantFrom(
      {},
      {},
      { fixable: true },
      { fixable: false },
      { exploited: true },
      { epss: 0.1 },
      { cvss: 7 },
      { epss: 0.1, cvss: 7, fixable: true },
    ),
    isAsking: fc.boolean(),
    unratedAs: fc.constantFrom(...SEVERITIES),
  })
  .map(({ owner, rest, hub, glob, not, facts, isAsking, unratedAs }) =>
    aPolicy({
      unratedAs,
      receivers: [aBotReceiver('payments'), aBotReceiver('platform'), aSecurityHubReceiver('hub')],
      routes: [
        aRoute({
          whose: { repository: null, tag: [aPattern(glob)] },
          not: not === null ? null : { repository: null, tag: [aPattern(not)] },
          severity: owner,
          also: isAsking ? ['resolved', 'fixable'] : [],
          ...facts,
        }),
        aRoute({ to: 'platform', otherwise: true, severity: rest }),
        aRoute({ to: 'hub', severity: hub, ...facts }),
      ],
    }),
  );

/** A registry, as simple as it can be. */
export interface Shelf {
  /** By digest. Those that are there, with the tags they have. */
  readonly images: Map<string, Image>;
  readonly everTagged: Set<string>;
  /** What the complete scan of a part found, by its digest; no entry where the last scan is none. */
  readonly found: Map<string, readonly Finding[]>;
}

export const anEmptyShelf = (): Shelf => ({ images: new Map(), everTagged: new Set(), found: new Map() });

/** Puts an image there, or gives it one more tag, which leaves the image that had it. Returns it as it is now. */
export const shelve = ({ images, everTagged }: Shelf, pushed: Image, tag: string | null): Image => {
  const tags = images.get(pushed.digest)?.tags ?? [];
  if (tag !== null) {
    for (const [digest, image] of images)
      images.set(digest, { ...image, tags: image.tags.filter((each) => each !== tag) });
    everTagged.add(pushed.digest);
  }
  const image = { ...pushed, tags: tag === null || tags.includes(tag) ? tags : [...tags, tag] };
  images.set(pushed.digest, image);
  return image;
};

/** What of a head matters to a model. */
export interface Lead extends Part {
  readonly line: string;
  readonly image: string;
}

const linesOf = ({ everTagged }: Shelf, { digest, tags }: Image): readonly string[] => {
  if (tags.length === 0) return everTagged.has(digest) ? [] : ['untagged'];
  return [...new Set(tags.map((tag) => LINES[tag] ?? tag))];
};

/** The images of a line, the one pushed last first. */
export const imagesOf = (shelf: Shelf, line: string): readonly Image[] =>
  [...shelf.images.values()]
    .filter((image) => linesOf(shelf, image).includes(line))
    .sort((a, b) => (`${a.pushedAt} ${a.digest}` < `${b.pushedAt} ${b.digest}` ? 1 : -1));

/** Every line that an image is in now. */
export const linesOn = (shelf: Shelf): ReadonlySet<string> =>
  new Set([...shelf.images.values()].flatMap((image) => linesOf(shelf, image)));

/**
 * Who leads a line: on each platform the image pushed last of those that have a complete scan, down to the first of
 * which all platforms have one. `isWhole`: there is such an image, and other platforms have no head.
 */
export const leadsOf = (
  images: readonly Image[],
  line: string,
  isScanned: (part: Part) => boolean,
): { readonly leads: readonly Lead[]; readonly isWhole: boolean } => {
  const leads: Lead[] = [];
  for (const { digest: image, parts } of images) {
    for (const part of parts.filter(isScanned))
      if (!leads.some(({ platform }) => platform === part.platform)) leads.push({ ...part, line, image });
    if (parts.every(isScanned)) return { leads, isWhole: true };
  }
  return { leads, isWhole: false };
};

/** Heads as a model knows them, in one order. */
export const asLeads = (heads: readonly (Lead | Head)[]): readonly string[] =>
  heads
    .map(({ line, platform, digest, image }) => `${line} ${platform} ${digest.slice(7, 9)} of ${image.slice(7, 9)}`)
    .sort();

/** The open issues of a ledger, and how bad they are. */
export const openIn = ({ issues }: Ledger, unratedAs: Severity): ReadonlyMap<string, number> =>
  new Map(
    issues
      .filter(({ state }) => state === 'open')
      .map((issue) => [issueKey(issue), rank(issue.severity, unratedAs)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What is open if the heads are these: what the newest complete scans of their parts found, and nobody accepted, at its worst. */
export const openBy = (
  heads: readonly Part[],
  newest: ReadonlyMap<string, readonly Finding[]>,
  unratedAs: Severity,
): ReadonlyMap<string, number> => {
  const worst = new Map<string, number>();
  for (const { digest } of heads)
    for (const finding of newest.get(digest)?.filter(({ suppressed }) => !suppressed) ?? []) {
      const key = issueKey(finding);
      worst.set(key, Math.max(worst.get(key) ?? 0, rank(finding.severity, unratedAs)));
    }
  return new Map([...worst].sort(([a], [b]) => (a < b ? -1 : 1)));
};
