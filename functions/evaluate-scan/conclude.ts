import { evaluate } from '../core/domain/evaluate.ts';
import type { Before, Evaluated } from '../core/domain/evaluation.ts';
import type { Facts, Sighting } from '../core/domain/sighting.ts';
import type { LineageItem } from '../core/ports/lineages.ts';
import { ask } from './ask.ts';
import { awaitedAfter, withoutAwaited } from './awaited.ts';
import { commitRecord, commitState } from './commit.ts';
import { beforeOf, partsOf, withKnown } from './lineage-state.ts';
import { refreshesAfterMove } from './reminders.ts';
import type { Sight } from './sight.ts';
import type { World } from './world.ts';

/** What came of a sighting. */
export interface Conclusion {
  readonly item: LineageItem;
  readonly news: boolean;
  /** Why there is none. */
  readonly reason: string | null;
  /** Of the last record that was kept, if one was. */
  readonly recordKey: string | null;
}

/** What came of two, one after the other. */
export const joined = (before: Conclusion, next: Conclusion): Conclusion => ({
  ...next,
  news: before.news || next.news,
  recordKey: next.recordKey ?? before.recordKey,
});

/** What led to an evaluation. */
export interface Occasion {
  /** The id of the event. */
  readonly trigger: string;
  /** Whether what people are told waits for the end of the first sweep. */
  readonly isFirstSweep: boolean;
}

/** What an evaluation starts from. */
interface State {
  readonly item: LineageItem;
  readonly before: Before;
  readonly facts: Facts;
}

/** An evaluation has one kind of news: issues, then scans that failed, each reason by itself. */
const MOST_EVALUATIONS = 8;
const MOST_QUESTIONS = 40;

/**
 * Evaluates what was seen, commits it, and goes on while something of it may still be news.
 *
 * @throws ChangedMeanwhileError where a scan changed while it was read
 */
export const conclude = async (
  world: World,
  item: LineageItem,
  { sighting, known }: Pick<Sight, 'sighting' | 'known'>,
  facts: Facts,
  occasion: Occasion,
): Promise<Conclusion | 'conflict'> => {
  const before = await beforeOf(item, world.records);
  const awaited = awaitedOf(item, sighting, facts, world.now().toISOString());
  let state: State = { item: { ...item, known: withKnown(item, known), awaited }, before, facts };
  let conclusion: Conclusion = { item, news: false, reason: null, recordKey: null };
  for (let evaluations = 0; evaluations < MOST_EVALUATIONS; evaluations += 1) {
    const { evaluated, learned } = await evaluateWith(world, state, sighting, occasion);
    if (evaluated.kind === 'unchanged') return remember(world, conclusion, state.item, evaluated.reason);
    const kept = await keep(world, state, evaluated, occasion);
    if (kept === 'conflict') return kept;
    conclusion = after(conclusion, kept.item, evaluated);
    if (!mayBeMore(learned) && !isHandOver(evaluated)) return conclusion;
    state = { ...kept, facts: learned };
  }
  throw new Error(`${item.lineage} was not done after ${MOST_EVALUATIONS} evaluations of one sighting; report it`);
};

const awaitedOf = (item: LineageItem, sighting: Sighting, facts: Facts, at: string): LineageItem['awaited'] =>
  sighting.kind === 'gone'
    ? withoutAwaited(item.awaited, sighting.digest)
    : awaitedAfter(item, sighting.image, facts, at);

/** Evaluates, and asks the registry what is wanting. */
const evaluateWith = async (
  world: World,
  { item, before, facts }: State,
  sighting: Sighting,
  { trigger }: Occasion,
): Promise<{ readonly evaluated: Evaluated; readonly learned: Facts }> => {
  const { lineage, repository, registry, known } = item;
  const at = world.now().toISOString();
  const evaluation = { policy: world.policy, registry, repository, lineage, before, trigger, at, sighting };
  let learned = facts;
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    const step = evaluate({ ...evaluation, parts: partsOf(known) }, learned);
    if (step.kind !== 'ask') return { evaluated: step, learned };
    learned = await ask(world, repository, learned, step);
  }
  throw new Error(`${lineage} asked ${MOST_QUESTIONS} questions about one sighting; report it`);
};

const keep = async (
  world: World,
  { item, before }: State,
  evaluated: Exclude<Evaluated, { kind: 'unchanged' }>,
  { isFirstSweep }: Occasion,
): Promise<Omit<State, 'facts'> | 'conflict'> => {
  if (evaluated.kind === 'moved') {
    const { heads } = evaluated;
    const at = world.now().toISOString();
    const moved = await commitState(
      world,
      item,
      { heads, reminders: refreshesAfterMove(world.policy, item, heads, at) },
      at,
    );
    return moved === 'conflict' ? moved : { item: moved, before: { ...before, version: moved.version, heads } };
  }
  const { policyHash, heads, ledger } = evaluated.record;
  const kept = await commitRecord(world, evaluated.record, item, isFirstSweep);
  if (kept === 'conflict') return kept;
  const { version, recordKey } = kept;
  return { item: kept, before: { version, recordKey, policyHash, heads, ledger } };
};

const after = (
  { news, recordKey }: Conclusion,
  item: LineageItem,
  evaluated: Exclude<Evaluated, { kind: 'unchanged' }>,
): Conclusion =>
  evaluated.kind === 'moved'
    ? { item, news, recordKey, reason: evaluated.reason }
    : { item, news: news || evaluated.news, recordKey: item.recordKey, reason: 'the same issues in other images' };

/** Whether scans that failed are left to be told. */
const mayBeMore = ({ scans }: Facts): boolean => scans.values().some(({ kind }) => kind === 'unscanned');

/** Whether Security Hub was told all that it had to be before anything else is. */
const isHandOver = (evaluated: Evaluated): boolean =>
  evaluated.kind === 'changed' &&
  evaluated.record.alerts.some((alert) => alert.kind === 'findings' && alert.handedOver);

/** An image that nothing is new of may be one to know, or to await, all the same. */
const remember = async (
  world: World,
  conclusion: Conclusion,
  { known, awaited }: LineageItem,
  reason: string,
): Promise<Conclusion | 'conflict'> => {
  const { item } = conclusion;
  const isKnown = known.every(({ digest }) => item.known.some((image) => image.digest === digest));
  const isAwaited = JSON.stringify(awaited) === JSON.stringify(item.awaited);
  if (isKnown && isAwaited) return { ...conclusion, reason: conclusion.reason ?? reason };
  const kept = await commitState(world, { ...item, known }, { awaited }, world.now().toISOString());
  return kept === 'conflict' ? kept : { ...conclusion, item: kept, reason: conclusion.reason ?? reason };
};
