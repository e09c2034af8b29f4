import { evaluate } from '../core/domain/evaluate.ts';
import type { Evaluation } from '../core/domain/evaluation.ts';
import type { Image } from '../core/domain/image.ts';
import { lineageOf, linesOf } from '../core/domain/lineage.ts';
import type { Policy } from '../core/domain/policy.ts';
import { fitsAny } from '../core/domain/route.ts';
import { isKnown } from '../core/domain/severity.ts';
import { judge, type Settled } from '../core/domain/verdict.ts';
import type { Images, Journal, LineageItem, Lineages, Outbox, Outcome, Records } from '../core/ports.ts';
import { commit } from './commit.ts';
import type { ScanEvent } from './event.ts';

export interface World {
  readonly policy: Policy;
  readonly images: Images;
  readonly lineages: Lineages;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly now: () => Date;
  /** From 0 to 1, evenly. */
  readonly random: () => number;
}

/** How an event ended, or when to ask again. */
export type Ending =
  | { readonly kind: 'ended'; readonly outcome: Omit<Outcome, 'event'> }
  | { readonly kind: 'later'; readonly afterSeconds: number; readonly reason: string };

/** How often a lineage that others commit to is tried before the message is given back. */
const MAX_CONFLICTS = 3;
const GIVE_BACK_SECONDS = { least: 5, most: 30 };

/**
 * Evaluates the scan that an event speaks of: reads the lineage, fetches the scan, compares, decides, commits, sends.
 *
 * @param waitedSeconds - since the event was first looked at
 * @throws what an outage of AWS throws: until the commit nothing has happened
 */
export const evaluateScan =
  (world: World) =>
  async (event: ScanEvent, waitedSeconds: number): Promise<Ending> => {
    if (!fitsAny(world.policy.watch, event.repository)) return ignored('the policy does not watch its repository');
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const ending = await attempt(world, event, waitedSeconds);
      if (ending !== 'conflict') return ending;
    }
    const { least, most } = GIVE_BACK_SECONDS;
    const afterSeconds = least + Math.floor(world.random() * (most - least));
    return { kind: 'later', afterSeconds, reason: 'its scan or its lineage changed under each of 3 tries' };
  };

/** One try. The item is read before the first page is fetched, so that its version guards the commit. */
const attempt = async (world: World, event: ScanEvent, waitedSeconds: number): Promise<Ending | 'conflict'> => {
  const { images, lineages, policy } = world;
  const item = await lineages.read(lineageOf(event.repository));
  const described = await images.describe(event);
  if (described.kind !== 'image') return ignored(described.reason);
  const { image } = described;
  const lines = linesOf(image.tags, (tag) => fitsAny(policy.ignore, tag));
  if (lines.length === 0) return ignored(`the policy ignores its tags: ${image.tags.join(', ')}`);

  const answer = await images.scan(event);
  if (answer.kind === 'gone') return ignored(answer.reason);
  if (answer.kind === 'torn') return 'conflict';
  const scan = answer.kind === 'scan' ? answer.scan : { missing: answer.reason };
  const verdict = judge(scan, event.counted, waitedSeconds);
  if (verdict.kind === 'wait') return { kind: 'later', afterSeconds: verdict.afterSeconds, reason: verdict.reason };
  return conclude(world, event, { item, image, lines }, verdict);
};

interface Looked {
  readonly item: LineageItem | null;
  readonly image: Image;
  readonly lines: readonly string[];
}

const conclude = async (
  world: World,
  event: ScanEvent,
  looked: Looked,
  verdict: Settled,
): Promise<Ending | 'conflict'> => {
  const { repository, digest } = event;
  reportUnknown(world.journal, event, verdict);
  const evaluated = evaluate(await evaluationOf(world, event, looked), verdict);
  if (evaluated.kind === 'unchanged') {
    return { kind: 'ended', outcome: { outcome: 'unchanged', reason: evaluated.reason, repository, digest } };
  }
  const committed = await commit(world, evaluated.record, looked.item);
  if (committed === 'conflict') return 'conflict';
  const outcome = evaluated.news
    ? { outcome: 'evaluated' as const, reason: null }
    : { outcome: 'unchanged' as const, reason: 'the same issues in a newer image' };
  return { kind: 'ended', outcome: { ...outcome, repository, digest, ...committed } };
};

const evaluationOf = async (
  { policy, records, now }: World,
  { id, account, region, repository }: ScanEvent,
  { item, image, lines }: Looked,
): Promise<Evaluation> => {
  const before = item === null ? null : { ...item, ledger: (await records.get(item.recordKey)).ledger };
  const registry = { account, region };
  const at = now().toISOString();
  return { policy, registry, lineage: lineageOf(repository), lines, image, before, trigger: id, at };
};

/** A severity that nobody knows counts as critical; that it exists is for operators to hear. */
const reportUnknown = (journal: Journal, { repository, digest }: ScanEvent, { scan }: Settled): void => {
  const unknown = new Set((scan?.findings ?? []).map(({ severity }) => severity).filter((each) => !isKnown(each)));
  for (const severity of unknown) journal.trouble('UnknownSeverity', { severity, repository, digest });
};

const ignored = (reason: string): Ending => ({ kind: 'ended', outcome: { outcome: 'ignored', reason } });
