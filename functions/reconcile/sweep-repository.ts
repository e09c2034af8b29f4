import { lineagesOf } from '../core/domain/lineage.ts';
import { frequencyOf, isOff } from '../core/domain/scan-frequency.ts';
import { imagesToSweep, type Sweep } from '../core/domain/sweep.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import type { Nudge } from '../core/ports/nudges.ts';
import { type Known, NO_RESCANS, type Rescans, rescan } from './rescan.ts';
import type { RegistryScanning, ScannedPlace, World } from './world.ts';

/** The event of a scan that was started comes within minutes, and its evaluation with it; the nudge is for one that is lost. */
const AFTER_RESCAN_SECONDS = 15 * 60;

interface Setting {
  readonly sweep: Sweep;
  readonly registry: RegistryScanning;
}

/** What was done about a repository. */
export interface Done {
  readonly images: number;
  readonly rescans: Rescans;
}

/** Has every live image of a repository evaluated, scanned anew before where that is on us, and says how it is scanned. */
export const sweepRepository = async (
  world: World,
  place: ScannedPlace,
  { sweep, registry }: Setting,
): Promise<Done> => {
  const { policy, images, nudges } = world;
  const { repository } = place;
  const items = await itemsOf(world, repository);
  const tagged = place.exists ? await images.tagged(repository) : [];
  const heads = items.flatMap((item) => item.heads);
  const digests = imagesToSweep({ policy, repository, heads, tagged, at: world.now().toISOString() });
  const isRescanned = registry.rescans && place.exists;
  const known: Known = { repository, items, tagged };
  const rescans = isRescanned ? await rescan(world, known, digests) : NO_RESCANS;
  const toNudge = (digest: string): Nudge => ({
    kind: 'swept',
    id: `${repository}@${digest} swept ${sweep.startedAt}`,
    repository,
    registry: place.registry,
    digest,
    first: sweep.first,
  });
  const posture = postureOf(place, items, { sweep, registry });
  await nudges.send([...digests.filter((digest) => !rescans.images.has(digest)).map(toNudge), ...posture]);
  await nudges.send([...rescans.images].map(toNudge), AFTER_RESCAN_SECONDS);
  return { images: digests.length, rescans };
};

const itemsOf = async ({ policy, lineages }: World, repository: string): Promise<readonly LineageItem[]> => {
  const items: LineageItem[] = [];
  for (const lineage of lineagesOf(policy, repository)) {
    const item = await lineages.read(lineage);
    if (item !== null) items.push(item);
  }
  return items;
};

/** What was told of how it is scanned stands on the item of the repository's first lineage. */
const postureOf = (
  { repository, registry, scanning }: ScannedPlace,
  items: readonly LineageItem[],
  setting: Setting,
): readonly Nudge[] => {
  const item = items.find(({ lineage }) => lineage === repository);
  if (scanning === null || item === undefined || item.heads.length === 0) return [];
  const frequency = frequencyOf({ ...scanning, ...setting.registry });
  if (isOff(frequency) === (item.scanning === 'off')) return [];
  return [{ kind: 'posture', id: `${repository} posture ${setting.sweep.startedAt}`, repository, registry, frequency }];
};
