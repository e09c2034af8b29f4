import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { stepApplier } from './apply-step.ts';
import { type Clock, startClock } from './clock.ts';
import type { LogLine } from './lambda/functions.ts';
import { leftIn } from './left-messages.ts';
import { type Outcomes, outcomes } from './outcomes.ts';
import type { ReplayResult, StepResult } from './result.ts';
import { readScenario, type Scenario } from './scenario/read-scenario.ts';
import type { Step } from './scenario/step.ts';
import type { PlanCrash, PlanFault } from './services/gateway.ts';
import { synthesise } from './synthesise.ts';
import type { Place } from './template/identity.ts';
import { told } from './told.ts';
import { startWorld, type World } from './world.ts';

export interface ReplayOptions {
  /** A folder that `cdk synth` made; without it one is made by the policy of the scenario. */
  readonly assembly?: string;
  /** Lets calls of the functions fail. */
  readonly fault?: PlanFault;
  /** Kills functions at their calls. */
  readonly crash?: PlanCrash;
  /** Looks at what the replay leaves, before it is gone: whoever signs as ONLOOKER. It is an hour after the last step, also in this process. */
  readonly atEnd?: (place: Place) => Promise<void>;
  /** Told what is going on. */
  readonly progress?: (what: string) => void;
}

/** So much of what follows belongs to the last step. */
const AFTERMATH_MS = 60 * 60 * 1000;

/**
 * Plays a scenario against the real functions.
 *
 * @throws ScenarioError and PolicyError where the scenario or its policy is wrong
 */
export const replay = async (scenarioFile: string, options: ReplayOptions = {}): Promise<ReplayResult> => {
  const scenario = readScenario(scenarioFile);
  if (options.assembly !== undefined) return replayOn(resolve(options.assembly), scenario, options);
  options.progress?.('synthesising and bundling…');
  const assembly = await synthesise(scenario.policy);
  try {
    return await replayOn(assembly, scenario, options);
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
};

const replayOn = async (assembly: string, scenario: Scenario, options: ReplayOptions): Promise<ReplayResult> => {
  const { fault: planFault = () => undefined, crash: planCrash = () => false, progress } = options;
  const clock = startClock(scenario.steps[0]?.at ?? 0);
  const log: LogLine[] = [];
  const ends = outcomes();
  const keep = (line: LogLine): void => {
    log.push(line);
    ends.logged(line);
  };
  try {
    progress?.('starting AWS and Slack on loopback…');
    const { registry } = scenario;
    const world = await startWorld({ assembly, registry, clock, planFault, planCrash, log: keep, failed: ends.failed });
    try {
      progress?.('replaying…');
      const played = await play(scenario, world, ends, clock);
      const left = await leftIn(world, ends);
      await options.atEnd?.(world.place);
      const steps = played.map(({ at, ...rest }, index) => ({ at, events: ends.of(index), ...rest }));
      const { authority, fakes } = world;
      const { securityHubReceiver } = fakes;
      return { steps, ...left, securityHubReceiver, log, permissions: authority.uses(), grants: authority.grants() };
    } finally {
      await world.stop();
    }
  } finally {
    clock.stop();
  }
};

const play = async (
  { steps }: Scenario,
  world: World,
  ends: Outcomes,
  clock: Clock,
): Promise<readonly Omit<StepResult, 'events'>[]> => {
  const { bus, fakes, timeline } = world;
  const apply = stepApplier(fakes);
  const takeTold = told(world);
  const results: Omit<StepResult, 'events'>[] = [];
  for (const [index, step] of steps.entries()) {
    clock.moveTo(step.at);
    apply(step);
    bus.lose(step.lost);
    await deliver(step, index, world, ends);
    // What is due at its very moment belongs to the next step; the last hour is whole.
    await timeline.runUntil(steps[index + 1]?.at ?? step.at + AFTERMATH_MS + 1);
    results.push({ at: new Date(step.at).toISOString(), ...takeTold() });
  }
  return results;
};

const deliver = async ({ events }: Step, index: number, { bus }: World, ends: Outcomes): Promise<void> => {
  for (const event of events) {
    const id = typeof event['id'] === 'string' ? event['id'] : 'without id';
    const put = await bus.put(event);
    if (put === 'lost') continue;
    const { messages, trouble } = put;
    if (trouble === null) ends.delivered(index, id, messages);
    else ends.endedAtOnce(index, id, trouble);
  }
};
