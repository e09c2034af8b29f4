import type { Part } from '../core/domain/image.ts';
import { linesOf, UNTAGGED } from '../core/domain/lineage.ts';
import type { Sighting } from '../core/domain/sighting.ts';
import type { KnownImage, LineageItem } from '../core/ports/lineages.ts';
import type { Listed, Manifest } from '../core/ports/registry.ts';
import { hadTags, partsIn } from './lineage-state.ts';
import type { ImageNudge } from './nudge.ts';
import { taggedIndexes } from './tagged-indexes.ts';
import { type Ended, ignored, type Later, type World } from './world.ts';

/** What an event is about, as the registry has it now. */
export interface Sight {
  readonly kind: 'sight';
  readonly sighting: Sighting;
  /** To be remembered: an index with what it lists, or an image that was given a tag. */
  readonly known: KnownImage | null;
}

interface Look {
  readonly world: Pick<World, 'images' | 'policy'>;
  readonly nudge: ImageNudge;
  readonly item: LineageItem;
  readonly waitedSeconds: number;
}

/** An image without a tag may be a part of an index that comes after it: buildx pushes the parts first. */
const INDEX_SECONDS = 120;

/** Finds out what the image of an event is now: what people name it by, and its parts. */
export const sight = async (look: Look): Promise<Sight | Ended | Later> => {
  const { world, nudge, item } = look;
  let ended: Ended | null = null;
  for (const index of item.known.filter((each) => isListedBy(each, nudge.digest)).toReversed()) {
    const found = await asPart(look, index);
    if (found?.kind === 'sight') return found;
    ended ??= found;
  }
  if (ended !== null) return ended;
  const described = await world.images.describe(nudge);
  if (described.kind === 'manifest') return asManifest(look, described.manifest);
  return described.kind === 'gone' && isHead(item, nudge.digest)
    ? {
        kind: 'sight',
        sighting: { kind: 'gone', digest: nudge.digest, cause: described.cause },
        known: null,
      }
    : ignored(described.reason);
};

/** Whether an index lists a manifest. */
export const isListedBy = ({ lists }: Pick<KnownImage, 'lists'>, digest: string): boolean =>
  lists.some((each) => each.digest === digest);

const isHead = ({ heads }: LineageItem, gone: string): boolean =>
  heads.some(({ image, digest }) => image === gone || digest === gone);

/** As a part of an index that is known; null where that is gone. */
const asPart = async (look: Look, index: KnownImage): Promise<Sight | Ended | null> => {
  const { world, nudge } = look;
  if (index.lists.some((each) => each.digest === nudge.digest && !each.isImage)) return attestation(index);
  const described = await world.images.describe({ ...nudge, digest: index.digest });
  return described.kind === 'manifest' ? asIndex(look, described.manifest, index.lists) : null;
};

const attestation = ({ digest }: { readonly digest: string }): Ended =>
  ignored(`it is no image: the index ${digest} lists it as an attestation`);

const asManifest = async (look: Look, manifest: Manifest): Promise<Sight | Ended | Later> => {
  const { world, nudge, item } = look;
  const { digest } = manifest;
  if (manifest.isIndex)
    return asIndex(look, manifest, (await world.images.list(nudge.repository, [digest])).get(digest) ?? []);
  if ((nudge.kind === 'scanned' || nudge.kind === 'found') && mayBePart(manifest, item))
    return asOrphan(look, manifest);
  return seen(look, manifest, [{ digest, platform: null }], namesTag(nudge) ? { digest, lists: [] } : null);
};

const asIndex = (look: Look, manifest: Manifest, listed: readonly Listed[]): Sight | Ended => {
  const parts = partsIn(listed);
  const { digest, tags } = manifest;
  if (parts.length === 0) return ignored('it is an index that lists no image');
  return seen(look, manifest, parts, tags.length > 0 || namesTag(look.nudge) ? { digest, lists: listed } : null);
};

/** Whether the event says that the image has a tag, or had: it may be another's by now. */
const namesTag = (nudge: ImageNudge): boolean => 'tag' in nudge && nudge.tag !== null;

/** Whether it may be a part of an index that nobody saw. */
const mayBePart = ({ digest, tags }: Manifest, item: LineageItem): boolean =>
  tags.length === 0 &&
  !hadTags(item, digest) &&
  !item.heads.some((head) => head.digest === digest && head.line === UNTAGGED);

/** Waits for its index, then looks for one among those with a tag; what has none is an image by itself. */
const asOrphan = async (look: Look, manifest: Manifest): Promise<Sight | Ended | Later> => {
  const { world, nudge, waitedSeconds } = look;
  // Where no scan ended just now nothing was pushed just now.
  const afterSeconds = nudge.kind === 'scanned' ? Math.ceil(INDEX_SECONDS - waitedSeconds) : 0;
  if (afterSeconds > 0) return { kind: 'later', afterSeconds, reason: 'it has no tag: an index of it may come' };
  const { digest } = manifest;
  const indexes = await taggedIndexes(world.images, nudge.repository);
  const index = indexes.find((each) => isListedBy(each, digest));
  if (index === undefined) return seen(look, manifest, [{ digest, platform: null }], null);
  return index.lists.some((each) => each.digest === digest && each.isImage)
    ? asIndex(look, index.manifest, index.lists)
    : attestation(index.manifest);
};

const seen = (
  { world, nudge, item }: Look,
  { digest, tags, pushedAt }: Manifest,
  parts: readonly Part[],
  known: KnownImage | null,
): Sight | Ended => {
  const image = { repository: nudge.repository, digest, tags, pushedAt, parts };
  const wasTagged = hadTags(item, digest) || namesTag(nudge);
  const isToKnow = tags.length === 0 && known !== null;
  if (linesOf(world.policy, item.lineage, image, wasTagged).length === 0 && !isHead(item, digest) && !isToKnow)
    return ignored(whyInNoLine(image, item));
  const taggedAt = nudge.kind === 'pushed' ? nudge.at : null;
  const missed = nudge.kind === 'swept' ? { mayHaveMissed: true as const } : {};
  return { kind: 'sight', sighting: { kind: 'seen', image, taggedAt, hadTags: wasTagged, ...missed }, known };
};

const whyInNoLine = ({ tags }: Pick<Manifest, 'tags'>, { lineage, repository }: LineageItem): string => {
  if (tags.length === 0) return 'it lost its tags';
  return lineage === repository
    ? `the policy ignores its tags: ${tags.join(', ')}`
    : `its tags are none of ${lineage}: ${tags.join(', ')}`;
};
