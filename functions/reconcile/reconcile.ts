import { type Sweep, sweepAt } from '../core/domain/sweep.ts';
import { placesOf, withScanning } from './places.ts';
import { type Done, sweepRepository } from './sweep-repository.ts';
import type { RegistryScanning, ScannedPlace, World } from './world.ts';

/** A repository takes seconds, one with a thousand live images a minute: the next run begins with what there is no time for. */
const LEAST_LEFT_MS = 2 * 60 * 1000;
/** One repository that cannot be looked at keeps nobody from the next; so many one after another are an outage. */
const MOST_FAILURES = 5;

/** What a run did. */
export interface Run {
  readonly repositories: number;
  /** That are evaluated now. */
  readonly images: number;
  /** Scans that were started. */
  readonly scans: number;
  /** Whether the sweep has ended; else the next run goes on. */
  readonly isOver: boolean;
}

/**
 * Goes on with today's sweep over the registry: finds what no event told.
 *
 * @returns null where the sweep had ended before
 * @throws what an outage of AWS throws: the next run goes on with the repository that this one came to
 */
export const reconcile = async (world: World): Promise<Run | null> => {
  const begun = sweepAt(await world.sweeps.read(), world.now().toISOString());
  if (begun === null) return null;
  const registry = await registryOf(world);
  const { after } = begun;
  const left = (await placesOf(world)).filter(({ repository }) => after === null || repository > after);
  let state: State = { run: NOTHING_DONE, sweep: begun, registry, failures: 0 };
  for await (const place of withScanning(world, left)) {
    if (world.timeLeftMs() < LEAST_LEFT_MS) return state.run;
    const next = await withOne(world, place, state);
    if (next === null) return state.run;
    state = next;
  }
  const { run, sweep } = state;
  await world.sweeps.save({ ...sweep, version: sweep.version + 1, endedAt: world.now().toISOString() });
  return { ...run, isOver: true };
};

const NOTHING_DONE: Run = { repositories: 0, images: 0, scans: 0, isOver: false };

interface State {
  readonly run: Run;
  readonly sweep: Sweep;
  readonly registry: RegistryScanning;
  /** Repositories that could not be looked at, one after another. */
  readonly failures: number;
}

/** After one more repository; null where another run went on with it. */
const withOne = async (world: World, place: ScannedPlace, state: State): Promise<State | null> => {
  const done = await trySweep(world, place, state);
  if (done === null) return afterFailure(state);
  const { run, registry } = state;
  const sweep = { ...state.sweep, version: state.sweep.version + 1, after: place.repository };
  if ((await world.sweeps.save(sweep)) === 'conflict') return null;
  const rescans = registry.rescans && mayGoOn(world, done);
  return { run: sum(run, done), sweep, registry: { ...registry, rescans }, failures: 0 };
};

const afterFailure = (state: State): State => {
  const failures = state.failures + 1;
  if (failures < MOST_FAILURES) return { ...state, failures };
  throw new Error(
    `${failures} repositories one after another could not be looked at; their errors are in the log, the next run begins with them`,
  );
};

const trySweep = async (
  world: World,
  place: ScannedPlace,
  setting: Pick<State, 'sweep' | 'registry'>,
): Promise<Done | null> => {
  try {
    return await sweepRepository(world, place, setting);
  } catch (error) {
    world.journal.trouble('NotReconciled', { what: place.repository, reason: String(error) });
    return null;
  }
};

const sum = (run: Run, { images, rescans }: Done): Run => ({
  ...run,
  repositories: run.repositories + 1,
  images: run.images + images,
  scans: run.scans + rescans.started,
});

/** Who may not start one scan may start none. */
const mayGoOn = ({ journal }: World, { rescans: { denied } }: Done): boolean => {
  if (denied === null) return true;
  journal.trouble('NotReconciled', { what: 'the daily scan of live images', reason: denied });
  return false;
};

/** Enhanced scanning scans by itself, and nobody can start it. */
const registryOf = async ({ policy, repositories, journal }: World): Promise<RegistryScanning> => {
  const answer = await repositories.scanType();
  if (answer.kind === 'type') {
    const { type } = answer;
    return { type, rescans: policy.rescan && type === 'BASIC' };
  }
  journal.trouble('NotReconciled', { what: 'how the registry scans', reason: answer.reason });
  return { type: null, rescans: false };
};
