import type { Image, Instant, Part } from '../core/domain/image.ts';
import type { Ask, Facts, PartAnswer } from '../core/domain/sighting.ts';
import { judge, overdue, type Verdict } from '../core/domain/verdict.ts';
import type { ScanAnswer } from '../core/ports/registry.ts';
import { partsIn } from './lineage-state.ts';
import { taggedIndexes } from './tagged-indexes.ts';
import type { World } from './world.ts';

/** Something changed while it was read: begin again. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
}

/** What is known of a scan besides what the registry says. */
interface About {
  /** How many findings an event counted. */
  readonly counted: number;
  /** Since that event was first looked at. */
  readonly waitedSeconds: number;
  readonly pushedAt: Instant | null;
  /** Since when nobody waits any more; null where somebody does. */
  readonly overdueSince: Instant | null;
}

/** The scan of an image that no event speaks of is not waited for: an event of its own will come. */
export const NO_EVENT: About = { counted: 0, waitedSeconds: 0, pushedAt: null, overdueSince: null };

/** Asks the registry what an evaluation needs to know besides. */
export const ask = async (world: World, repository: string, facts: Facts, about: Ask): Promise<Facts> => {
  if (about.about === 'tagged') return { ...facts, tagged: await taggedImages(world, repository) };
  const scans = new Map(facts.scans);
  for (const part of about.parts) scans.set(part.digest, settled(await judgeScan(world, repository, part, NO_EVENT)));
  return { ...facts, scans };
};

/** What a scan is worth; or that its image went while it was asked for. */
export type Judged = Verdict | (ScanAnswer & { readonly kind: 'gone' });

/**
 * What the scan of a part is worth.
 *
 * @throws ChangedMeanwhileError where its pages are of different scans
 */
export const judgeScan = async (
  { images, now }: World,
  repository: string,
  { digest }: Part,
  { counted, waitedSeconds, pushedAt, overdueSince }: About,
): Promise<Judged> => {
  const answer = await images.scan({ repository, digest });
  if (answer.kind === 'torn') throw new ChangedMeanwhileError(answer.reason);
  if (answer.kind === 'gone') return answer;
  const said = answer.kind === 'scan' ? answer.scan : { missing: answer.reason };
  const ageSeconds = pushedAt === null ? undefined : (now().getTime() - Date.parse(pushedAt)) / 1000;
  const verdict = judge(said, counted, waitedSeconds, ageSeconds);
  return overdueSince !== null && 'otherwise' in verdict ? overdue(verdict, overdueSince) : verdict;
};

/** What waits, or is gone, says nothing yet. */
export const settled = (verdict: Judged): PartAnswer =>
  verdict.kind === 'complete' || verdict.kind === 'unscanned' ? verdict : { kind: 'not-yet' };

const taggedImages = async ({ images }: World, repository: string): Promise<readonly Image[]> => {
  const manifests = await images.tagged(repository);
  const indexes = new Map(
    (await taggedIndexes(images, repository, manifests)).map(({ manifest, lists }) => [manifest.digest, lists]),
  );
  return manifests.flatMap(({ digest, tags, pushedAt, isIndex }) => {
    const parts = isIndex ? partsIn(indexes.get(digest) ?? []) : [{ digest, platform: null }];
    return parts.length === 0 ? [] : [{ repository, digest, tags, pushedAt, parts }];
  });
};
