import { evaluate } from '../core/domain/evaluate.ts';
import type { Before, Evaluated } from '../core/domain/evaluation.ts';
import type { Facts, Sighting } from '../core/domain/sighting.ts';
import type { LineageItem } from '../core/ports.ts';
import { ask } from './ask.ts';
import { commitRecord, commitState } from './commit.ts';
import { beforeOf, partsOf, withKnown } from './lineage-state.ts';
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
 * @param trigger - the id of the event
 * @throws ChangedMeanwhileError where a scan changed while it was read
 */
export const conclude = async (
  world: World,
  item: LineageItem,
  { sighting, known }: Pick<Sight, 'sighting' | 'known'>,
  facts: Facts,
  trigger: string,
): Promise<Conclusion | 'conflict'> => {
  const before = await beforeOf(item, world.records);
  let state: State = { item: { ...item, known: withKnown(item, known) }, before, facts };
  let conclusion: Conclusion = { item, news: false, reason: null, recordKey: null };
  for (let evaluations = 0; evaluations < MOST_EVALUATIONS; evaluations += 1) {
    const { evaluated, learned } = await evaluateWith(world, state, sighting, trigger);
    if (evaluated.kind === 'unchanged') return remember(world, conclusion, state.item, evaluated.reason);
    const kept = await keep(world, state, evaluated);
    if (kept === 'conflict') return kept;
    conclusion = after(conclusion, kept.item, evaluated);
    if (!mayBeMore(learned)) return conclusion;
    state = { ...kept, facts: learned };
  }
  throw new Error(`${item.lineage} was not done after ${MOST_EVALUATIONS} evaluations of one sighting; report it`);
};

/** Evaluates, and asks the registry what is wanting. */
const evaluateWith = async (
  world: World,
  { item, before, facts }: State,
  sighting: Sighting,
  trigger: string,
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
): Promise<Omit<State, 'facts'> | 'conflict'> => {
  if (evaluated.kind === 'moved') {
    const { heads } = evaluated;
    const moved = await commitState(world, item, { heads }, world.now().toISOString());
    return moved === 'conflict' ? moved : { item: moved, before: { ...before, version: moved.version, heads } };
  }
  const { policyHash, heads, ledger } = evaluated.record;
  const kept = await commitRecord(world, evaluated.record, item);
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

/** An image that nothing is new of may be one to know all the same. */
const remember = async (
  world: World,
  conclusion: Conclusion,
  { known }: LineageItem,
  reason: string,
): Promise<Conclusion | 'conflict'> => {
  const { item } = conclusion;
  const isKnown = known.every(({ digest }) => item.known.some((image) => image.digest === digest));
  if (isKnown) return { ...conclusion, reason: conclusion.reason ?? reason };
  const kept = await commitState(world, { ...item, known }, {}, world.now().toISOString());
  return kept === 'conflict' ? kept : { ...conclusion, item: kept, reason: conclusion.reason ?? reason };
};
