import { isKnown } from '../core/domain/severity.ts';
import { type Facts, NO_FACTS } from '../core/domain/sighting.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import { conclude } from './conclude.ts';
import { ended, together } from './ending.ts';
import { endExpired } from './expired.ts';
import { firstFacts } from './first-facts.ts';
import { isOfFirstSweep } from './first-sweep.ts';
import { newItem } from './lineage-state.ts';
import type { ImageNudge } from './nudge.ts';
import { isListedBy, sight } from './sight.ts';
import type { Ended, Ending, World } from './world.ts';

/** What is known besides the event. */
interface Besides {
  /** Seconds since the event was first looked at. */
  readonly waited: number;
  /** EPSS scores that events told, by vulnerability. */
  readonly told: Facts['epss'];
}

/** Evaluates an image in a lineage. The item is read before the first page is fetched, so that its version guards the commit. */
export const evaluateImage = async (
  world: World,
  lineage: string,
  nudge: ImageNudge,
  besides: Besides,
): Promise<Ending | 'conflict'> => {
  const { account, region, repository, digest } = nudge;
  const item = (await world.lineages.read(lineage)) ?? newItem(lineage, repository, { account, region });
  const seen = await sight({ world, nudge, item, waitedSeconds: besides.waited });
  if (seen.kind !== 'sight') return seen;
  const { sighting } = seen;
  const about = { repository, digest };
  const occasion = { trigger: nudge.id, isFirstSweep: await isOfFirstSweep(world, nudge, item) };
  if (sighting.kind === 'gone') return ended(about, await conclude(world, item, seen, NO_FACTS, occasion));
  const first = await firstFacts(world, nudge, sighting.image, besides.waited);
  if (first.kind !== 'facts') return first;
  const facts = { ...first.facts, epss: besides.told };
  reportUnknown(world, nudge, facts);
  const concluded = await conclude(world, item, seen, facts, occasion);
  const ending = ended(about, await endExpired(world, concluded, sighting.image, facts, occasion));
  return ending === 'conflict'
    ? ending
    : withOthers(world, item, nudge, besides, { seen: sighting.image.digest, ending });
};

/** A part that is scanned may be one of several indexes, each in lines of its own. */
const withOthers = async (
  world: World,
  { lineage, known }: LineageItem,
  nudge: ImageNudge,
  besides: Besides,
  { seen, ending }: { readonly seen: string; readonly ending: Ended },
): Promise<Ending | 'conflict'> => {
  const { id, account, region, repository } = nudge;
  let all: Ending = ending;
  for (const { digest } of known.filter((index) => index.digest !== seen && isListedBy(index, nudge.digest))) {
    const touched = { kind: 'touched', id, account, region, repository, digest, tag: null, at: null } as const;
    const other = await evaluateImage(world, lineage, touched, besides);
    if (other === 'conflict') return other;
    all = together(all, other);
  }
  return all;
};

/** A severity that nobody knows counts as critical; that it exists is for operators to hear. */
const reportUnknown = ({ journal }: World, { repository, digest }: ImageNudge, { scans }: Facts): void => {
  const findings = scans.values().flatMap((answer) => (answer.kind === 'not-yet' ? [] : (answer.scan?.findings ?? [])));
  const unknown = new Set(findings.map(({ severity }) => severity).filter((severity) => !isKnown(severity)));
  for (const severity of unknown) journal.trouble('UnknownSeverity', { severity, repository, digest });
};
