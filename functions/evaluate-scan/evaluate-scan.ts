import { lineagesOf } from '../core/domain/lineage.ts';
import { fitsAny } from '../core/domain/route.ts';
import { isKnown } from '../core/domain/severity.ts';
import type { Facts } from '../core/domain/sighting.ts';
import type { LineageItem } from '../core/ports.ts';
import { ChangedMeanwhileError } from './ask.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { evaluateDue } from './evaluate-due.ts';
import type { ImageNudge, Nudge } from './event.ts';
import { firstFacts } from './first-facts.ts';
import { newItem } from './lineage-state.ts';
import { isListedBy, sight } from './sight.ts';
import { type Ended, type Ending, ignored, type World } from './world.ts';

/** How often a lineage that others commit to is tried before the message is given back. */
const MAX_CONFLICTS = 3;
const GIVE_BACK_SECONDS = { least: 5, most: 30 };

/**
 * Evaluates what an event speaks of: reads the lineage, asks what the image is now, fetches its scans, compares, decides,
 * commits, sends.
 *
 * @param waitedSeconds - since the event was first looked at
 * @throws what an outage of AWS throws: until the commit nothing has happened
 */
export const evaluateScan =
  (world: World) =>
  async (nudge: Nudge, waitedSeconds: number): Promise<Ending> => {
    const { policy } = world;
    const reason = whyNot(world, nudge);
    if (reason !== null) return ignored(reason);
    const lineages = nudge.kind === 'due' ? [nudge.lineage] : lineagesOf(policy, nudge.repository);
    const endings: Ending[] = [];
    for (const lineage of lineages) endings.push(await evaluateLineage(world, lineage, nudge, waitedSeconds));
    return endings.reduce(together);
  };

const whyNot = ({ policy }: World, nudge: Nudge): string | null => {
  if (!fitsAny(policy.watch, nudge.repository)) return 'the policy does not watch its repository';
  return nudge.kind === 'pushed' && nudge.tag === null ? 'it was pushed without a tag' : null;
};

/** An event that says something to several lineages waits with the one that waits, and is news where it is to one. */
const together = (a: Ending, b: Ending): Ending => {
  if (a.kind === 'later' || b.kind === 'later') return a.kind === 'later' ? a : b;
  return WEIGHT[b.outcome.outcome] > WEIGHT[a.outcome.outcome] ? b : a;
};

const WEIGHT = { ignored: 0, unchanged: 1, evaluated: 2, 'dead-letter': 3 };

const evaluateLineage = async (world: World, lineage: string, nudge: Nudge, waited: number): Promise<Ending> => {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
    const ending = await attempt(world, lineage, nudge, waited);
    if (ending !== 'conflict') return ending;
  }
  const { least, most } = GIVE_BACK_SECONDS;
  const afterSeconds = least + Math.floor(world.random() * (most - least));
  return { kind: 'later', afterSeconds, reason: 'its scan or its lineage changed under each of 3 tries' };
};

const attempt = async (world: World, lineage: string, nudge: Nudge, waited: number): Promise<Ending | 'conflict'> => {
  try {
    return await tryOnce(world, lineage, nudge, waited);
  } catch (error) {
    if (error instanceof ChangedMeanwhileError) return 'conflict';
    throw error;
  }
};

/** One try. The item is read before the first page is fetched, so that its version guards the commit. */
const tryOnce = async (world: World, lineage: string, nudge: Nudge, waited: number): Promise<Ending | 'conflict'> => {
  const { id, account, region, repository } = nudge;
  const kept = await world.lineages.read(lineage);
  const item = kept ?? newItem(lineage, repository, { account, region });
  if (nudge.kind === 'due') {
    if (kept === null) return ignored(`there is no lineage ${lineage}`);
    return endedBy(nudge, await evaluateDue(world, item, id));
  }
  const seen = await sight({ world, nudge, item, waitedSeconds: waited });
  if (seen.kind !== 'sight') return seen;
  const { sighting } = seen;
  if (sighting.kind === 'gone') return endedBy(nudge, await conclude(world, item, seen, NO_FACTS, id));
  const first = await firstFacts(world, nudge, sighting.image, waited);
  if (first.kind !== 'facts') return first;
  reportUnknown(world, nudge, first.facts);
  const ended = endedBy(nudge, await conclude(world, item, seen, first.facts, id));
  return ended === 'conflict' ? ended : withOthers(world, item, nudge, { seen: sighting.image.digest, ended, waited });
};

/** A part that is scanned may be one of several indexes, each in lines of its own. */
const withOthers = async (
  world: World,
  { lineage, known }: LineageItem,
  nudge: ImageNudge,
  { seen, ended, waited }: { readonly seen: string; readonly ended: Ended; readonly waited: number },
): Promise<Ending | 'conflict'> => {
  const { id, account, region, repository } = nudge;
  let ending: Ending = ended;
  for (const { digest } of known.filter((index) => index.digest !== seen && isListedBy(index, nudge.digest))) {
    const touched = { kind: 'touched', id, account, region, repository, digest, tag: null } as const;
    const other = await tryOnce(world, lineage, touched, waited);
    if (other === 'conflict') return other;
    ending = together(ending, other);
  }
  return ending;
};

const NO_FACTS: Facts = { scans: new Map(), tagged: null };

const endedBy = (nudge: Nudge, conclusion: Conclusion | 'conflict'): Ended | 'conflict' => {
  if (conclusion === 'conflict') return conclusion;
  const { news, reason, recordKey } = conclusion;
  const { repository } = nudge;
  const outcome = news ? { outcome: 'evaluated' as const, reason: null } : { outcome: 'unchanged' as const, reason };
  const about = nudge.kind === 'due' ? { repository } : { repository, digest: nudge.digest };
  return { kind: 'ended', outcome: { ...outcome, ...about, ...(recordKey !== null && { recordKey }) } };
};

/** A severity that nobody knows counts as critical; that it exists is for operators to hear. */
const reportUnknown = ({ journal }: World, nudge: ImageNudge, { scans }: Facts): void => {
  const { repository, digest } = nudge;
  const findings = scans.values().flatMap((answer) => (answer.kind === 'not-yet' ? [] : (answer.scan?.findings ?? [])));
  const unknown = new Set(findings.map(({ severity }) => severity).filter((severity) => !isKnown(severity)));
  for (const severity of unknown) journal.trouble('UnknownSeverity', { severity, repository, digest });
};
