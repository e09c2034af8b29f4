import type { Image, Part } from '../core/domain/image.ts';
import type { Ask, Facts, PartAnswer } from '../core/domain/sighting.ts';
import { judge, type Verdict } from '../core/domain/verdict.ts';
import type { ScanAnswer } from '../core/ports.ts';
import { partsIn } from './lineage-state.ts';
import { taggedIndexes } from './tagged-indexes.ts';
import type { World } from './world.ts';

/** Something changed while it was read: begin again. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
}

/** The scan of an image that no event speaks of is not waited for: an event of its own will come. */
export const NO_EVENT = { counted: 0, waitedSeconds: 0 };

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
  { images }: World,
  repository: string,
  { digest }: Part,
  { counted, waitedSeconds }: { readonly counted: number; readonly waitedSeconds: number },
): Promise<Judged> => {
  const answer = await images.scan({ repository, digest });
  if (answer.kind === 'torn') throw new ChangedMeanwhileError(answer.reason);
  if (answer.kind === 'gone') return answer;
  return judge(answer.kind === 'scan' ? answer.scan : { missing: answer.reason }, counted, waitedSeconds);
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
