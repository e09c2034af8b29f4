import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Place } from '../template/identity.ts';
import { ScenarioError } from './scenario-error.ts';
import { parseScenario } from './source.ts';
import { type Step, stepOf } from './step.ts';
import type { Json } from './step-files.ts';

/** What AWS would have said, in order. */
export interface Scenario {
  /** The path of the policy file; null for the project's own. */
  readonly policy: string | null;
  readonly registry: Pick<Place, 'account' | 'region'>;
  readonly steps: readonly Step[];
}

/**
 * Reads a scenario and all the files it names.
 *
 * @throws ScenarioError with the places of what is wrong
 */
export const readScenario = (file: string): Scenario => {
  const source = parseScenario(textOf(file), relative('.', file));
  const folder = dirname(file);
  const steps: Step[] = [];
  for (const [index, written] of source.steps.entries())
    steps.push(stepOf(written, { source, folder, before: steps.at(-1) ?? null, index }));
  return {
    policy: source.policy === undefined ? null : resolve(folder, source.policy),
    registry: registryOf(steps.flatMap(({ events }) => events)),
    steps,
  };
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ScenarioError([`${file} cannot be read: ${String(error)}`]);
  }
};

/** Those of the first event; an account of AWS's examples where no event says. */
const registryOf = (events: readonly Json[]): Scenario['registry'] => {
  const { account, region } = events[0] ?? {};
  return {
    account: typeof account === 'string' && /^\d{12}$/.test(account) ? account : '111122223333',
    region: typeof region === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : 'us-east-1',
  };
};
