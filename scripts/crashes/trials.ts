import type { Call, Kill } from './killer.ts';
import { type Told, tellStories } from './tell-stories.ts';

/** A telling of the story in which a process is killed. */
export interface Trial {
  readonly kill: Kill;
  /** What else is killed, so that it comes to that call. */
  readonly because: readonly Kill[];
  /** Whether no process but a new one makes that call. */
  readonly cold: boolean;
}

/** What came of a trial. */
export interface Tried extends Trial {
  /** What nobody was told. */
  readonly lost: readonly string[];
  /** What somebody was told once more. */
  readonly twice: readonly string[];
}

/** Deliveries are committed and not sent: `resend` has something to do. */
const COMMITTED: Kill = { function: 'evaluate-scan', action: 'dynamodb:PutItem', nth: 1, when: 'after' };

/** The story without a kill, and every kill that there can be. */
export const findTrials = async (
  assembly: string,
): Promise<{ readonly undisturbed: Told; readonly trials: readonly Trial[] }> => {
  const [undisturbed, again, resent] = await tellStories(assembly, [[], [], [COMMITTED]]);
  if (undisturbed === undefined || again === undefined || resent === undefined) throw new Error('nothing was played');
  const warm = new Set(again.calls.map(nameOf));
  const found = [
    ...busy(undisturbed.calls).map((call) => ({ call, because: [], cold: !warm.has(nameOf(call)) })),
    ...firstRun(resent.calls).map((call) => ({ call, because: [COMMITTED], cold: false })),
  ];
  const trials = found.flatMap(({ call: { at: _, ...call }, ...rest }) =>
    (['before', 'after'] as const).map((when) => ({ kill: { ...call, when }, ...rest })),
  );
  return { undisturbed, trials };
};

const nameOf = ({ function: name, action, nth }: Call): string => `${name} ${action} ${nth}`;

/** Without the runs of `resend` that found nothing. */
const busy = (calls: readonly Call[]): readonly Call[] => {
  const runs = new Set(calls.filter((call) => isResend(call) && call.action !== 'dynamodb:Query').map(({ at }) => at));
  return calls.filter((call) => !isResend(call) || runs.has(call.at));
};

/** The first run of `resend` that found something. */
const firstRun = (calls: readonly Call[]): readonly Call[] => {
  const ours = busy(calls).filter(isResend);
  return ours.filter(({ at }) => at === ours[0]?.at);
};

const isResend = ({ function: name }: Call): boolean => name === 'resend';

/** So many stories are over before the sweep of the next morning, which tells of all of them once more. */
const A_DAY = 11;

/** Tells the story once for each trial. */
export const tryAll = async (
  assembly: string,
  { alerts }: Told,
  trials: readonly Trial[],
): Promise<readonly Tried[]> => {
  const [cold = [], warm = []] = [true, false].map((is) => trials.filter((trial) => trial.cold === is));
  const tried = new Map<Trial, Tried>();
  const days = Array.from({ length: Math.ceil(warm.length / A_DAY) }, (_, day) =>
    // What is told first warms the processes.
    [null, ...warm.slice(day * A_DAY, (day + 1) * A_DAY)],
  );
  for (const together of [...days, ...cold.map((trial) => [trial])]) {
    const tellings = await tellStories(
      assembly,
      together.map((trial) => (trial === null ? [] : [...trial.because, trial.kill])),
    );
    for (const [index, trial] of together.entries()) {
      if (trial === null) continue;
      const told = tellings[index]?.alerts ?? [];
      tried.set(trial, { ...trial, lost: without(alerts, told), twice: without(told, alerts) });
    }
  }
  return trials.flatMap((trial) => tried.get(trial) ?? []);
};

/** What `all` has more often than `others`. */
const without = (all: readonly string[], others: readonly string[]): readonly string[] => {
  const left = [...others];
  return all.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};
