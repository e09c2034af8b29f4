import { compareText } from '../core/domain/compare-text.ts';
import { fitsAny } from '../core/domain/route.ts';
import type { RepositoryScanning } from '../core/ports/registry.ts';
import type { Place, ScannedPlace, World } from './world.ts';

/** Whatever is due, ever: a lineage with a head is, when that gets stale. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';
/** As many repositories as a registry may have: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST_LINEAGES = 100_000;
/** What one call tells the scanning of. */
const BATCH_SIZE = 25;

/** The watched repositories, by name: those of the registry, and those that are no more and have lineages still. */
export const placesOf = async ({ policy, repositories, lineages }: World): Promise<readonly Place[]> => {
  const all = await repositories.all();
  const places = new Map(all.map((each): [string, Place] => [each.repository, { ...each, exists: true }]));
  const known = await lineages.due(FOR_EVER, MOST_LINEAGES);
  for (const lineage of known.filter((each) => !places.has(repositoryOf(each)))) {
    const item = await lineages.read(lineage);
    if (item === null) continue;
    const { repository, registry } = item;
    places.set(repository, { repository, registry, exists: false });
  }
  return [...places.values()]
    .filter(({ repository }) => fitsAny(policy.watch, repository))
    .sort((a, b) => compareText(a.repository, b.repository));
};

/** The name of a repository has no colon. */
const repositoryOf = (lineage: string): string => lineage.replace(/:.*$/, '');

/** Each with how it is scanned, asked for as one comes to them. */
export async function* withScanning(world: World, places: readonly Place[]): AsyncGenerator<ScannedPlace> {
  for (let done = 0; done < places.length; done += BATCH_SIZE) {
    const batch = places.slice(done, done + BATCH_SIZE);
    const scanning = await scanningOf(world, batch);
    for (const place of batch) yield { ...place, scanning: scanning.get(place.repository) ?? null };
  }
}

/** Whoever cannot tell how repositories are scanned can look at their images all the same. */
const scanningOf = async (
  { repositories, journal }: World,
  places: readonly Place[],
): Promise<ReadonlyMap<string, RepositoryScanning>> => {
  const names = places.filter(({ exists }) => exists).map(({ repository }) => repository);
  try {
    return await repositories.scanning(names);
  } catch (error) {
    journal.trouble('NotReconciled', { what: `the scanning of ${names.join(', ')}`, reason: String(error) });
    return new Map();
  }
};
